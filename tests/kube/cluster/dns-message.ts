export interface Question {
  readonly name: string;
  /** 1 asks for an IPv4 address. */
  readonly type: number;
  /** Where it ends in the message. */
  readonly end: number;
}

const header = 12;

/** The first question of a message (RFC 1035). */
export const questionOf = (message: Buffer): Question => {
  const labels: string[] = [];
  let at = header;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 };
};

const record = (ip: string): Buffer => {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt16BE(0xc00c, 0); // The name of the question.
  bytes.writeUInt16BE(1, 2);
  bytes.writeUInt16BE(1, 4);
  bytes.writeUInt32BE(1, 6); // Good for one second.
  bytes.writeUInt16BE(4, 10);
  for (const [at, part] of ip.split('.').entries()) bytes[12 + at] = Number(part);
  return bytes;
};

const noSuchName = 3;

/** The answer to a query: these addresses, or that there is no such name. */
export const answer = (query: Buffer, { type, end }: Question, addresses: readonly string[] | undefined): Buffer => {
  const records = type === 1 ? (addresses ?? []).map(record) : [];
  const head = Buffer.alloc(header);
  query.copy(head, 0, 0, 2);
  // A response, authoritative, with recursion wished and available as the question had it.
  head.writeUInt16BE(0x8580 | (addresses === undefined ? noSuchName : 0), 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(records.length, 6);
  return Buffer.concat([head, query.subarray(header, end), ...records]);
};
