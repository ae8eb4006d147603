/** One message of PostgreSQL's protocol. */
export interface Message {
  /** Its first byte as a letter; empty for the message that opens a connection, which has none. */
  readonly type: string;
  /** The message as it came, to be passed on. */
  readonly bytes: Buffer;
  /** What follows its type and length. */
  readonly body: Buffer;
}

const LENGTH_BYTES = 4;

/** Cuts a stream of bytes into messages. */
export class MessageReader {
  #rest = Buffer.alloc(0);
  #isTyped: boolean;

  /** A client opens with a message that has no type; everything after it has one, and all that a server sends. */
  constructor({ opens }: { readonly opens: boolean }) {
    this.#isTyped = !opens;
  }

  /** The messages that are whole by now. */
  push(chunk: Buffer): readonly Message[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const messages: Message[] = [];
    for (let message = this.#next(); message !== undefined; message = this.#next()) messages.push(message);
    return messages;
  }

  #next(): Message | undefined {
    const typeBytes = this.#isTyped ? 1 : 0;
    const head = typeBytes + LENGTH_BYTES;
    if (this.#rest.length < head) return undefined;
    const end = typeBytes + this.#rest.readInt32BE(typeBytes);
    if (this.#rest.length < end) return undefined;
    const bytes = this.#rest.subarray(0, end);
    const type = this.#isTyped ? String.fromCharCode(bytes[0] ?? 0) : '';
    const body = bytes.subarray(head);
    this.#rest = this.#rest.subarray(end);
    // Who asks for encryption opens the connection again after the answer.
    if (type === '' && !isEncryptionRequest({ type, body })) this.#isTyped = true;
    return { type, bytes, body };
  }
}

const ENCRYPTION_CODES = new Set([80_877_103, 80_877_104]);

/** Whether a client asks, before anything else, for TLS or GSS encryption. */
export function isEncryptionRequest({ type, body }: Pick<Message, 'type' | 'body'>): boolean {
  return type === '' && body.length === 4 && ENCRYPTION_CODES.has(body.readInt32BE(0));
}

/** Reads the parts of a message's body one after the other. */
export class BodyReader {
  readonly #body: Buffer;
  #at = 0;

  constructor(body: Buffer) {
    this.#body = body;
  }

  /** A text that ends with a zero byte. */
  text(): string {
    const end = this.#body.indexOf(0, this.#at);
    const text = this.#body.toString('utf8', this.#at, end);
    this.#at = end + 1;
    return text;
  }

  /** The values of a `Bind` message, as texts, after its two names; null stays null. */
  values(): readonly (string | null)[] {
    const formats = this.#count();
    this.#at += 2 * formats;
    return Array.from({ length: this.#count() }, () => this.#value());
  }

  #count(): number {
    const count = this.#body.readInt16BE(this.#at);
    this.#at += 2;
    return count;
  }

  #value(): string | null {
    const length = this.#body.readInt32BE(this.#at);
    this.#at += LENGTH_BYTES;
    if (length < 0) return null;
    const value = this.#body.toString('utf8', this.#at, this.#at + length);
    this.#at += length;
    return value;
  }
}
