/** What the provider says has changed, by its own id for the payment: a reason to ask, never an answer. */
export interface Notice {
  readonly id: string;
  readonly type: string;
  /** Null where it is about something else than a payment. */
  readonly about: string | null;
}

/** The provider's way of telling us something without being asked. */
export interface ProviderNotices {
  /** Reads one; throws `request.invalid` unless the provider signed exactly this body, a short while ago. */
  read(rawBody: string, signature: string | undefined): Promise<Notice>;
  /** The key of ours that the provider keeps with this payment, if it is one of ours. */
  keyOf(about: string): Promise<string | undefined>;
}
