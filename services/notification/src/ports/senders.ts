export interface Recipient {
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
}

export interface Mail {
  /** Of the message that caused it: repeated deliveries carry the same one. */
  readonly eventId: string;
  readonly to: { readonly name: string; readonly address: string };
  /** ISO 8601. */
  readonly date: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Returns once the mail is in somebody else's safe hands; sending one again must be harmless. */
export interface EmailSender {
  send(mail: Mail): Promise<void>;
  /** Throws when it could not send now. */
  check(): Promise<void>;
}

export interface SmsSender {
  send(sms: { readonly eventId: string; readonly to: string; readonly text: string }): Promise<void>;
}

export interface PushSender {
  send(push: {
    readonly eventId: string;
    readonly userId: string;
    readonly title: string;
    readonly text: string;
  }): Promise<void>;
}

export interface Senders {
  readonly email: EmailSender;
  readonly sms: SmsSender;
  readonly push: PushSender;
}
