/** One place where the ledger does not agree with itself, or with what it is the history of. */
export interface AuditDifference {
  readonly tenant: string;
  /** The place: a log's epoch and leaf, an entry, or an object as entries name it. */
  readonly place: string;
  /** The problem, in a sentence. */
  readonly what: string;
}

/** Differences as they are found: the first so many are kept, the others counted. */
export class Differences {
  readonly #limit: number;
  readonly #kept: AuditDifference[] = [];
  #more = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(tenant: string, place: string, what: string): void {
    if (this.#kept.length < this.#limit) this.#kept.push({ tenant, place, what });
    else this.#more += 1;
  }

  get kept(): readonly AuditDifference[] {
    return this.#kept;
  }

  /** The number of others beside those kept. */
  get more(): number {
    return this.#more;
  }
}
