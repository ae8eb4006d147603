import { BodyReader, type Message } from './postgres-messages.ts';

/** A transaction whose commit is about to leave. */
export interface Commit {
  /** The role and the tenant that its scope statement named; null where it had none. */
  readonly role: string | null;
  readonly tenant: string | null;
  /** Its statements in order: by their names where they have one, otherwise by their text. */
  readonly statements: readonly string[];
  /** Whether a statement of it said that it changed rows; one within a function or a query does not say so. */
  readonly changed: boolean;
}

const BEGIN = /^\s*(begin|start\s+transaction)\b/i;
const COMMIT = /^\s*(commit|end)\b/i;
const CHANGED = /^(?:INSERT \d+|UPDATE|DELETE|MERGE) [1-9]/;
const SCOPE = "set_config('originator.tenant'";

/**
 * Follows what one client sends, and tells which of its messages asks the server to commit: a simple query as well as the
 * execution of a prepared or unnamed statement.
 */
export class CommitWatch {
  readonly #texts = new Map<string, string>();
  readonly #portals = new Map<string, string>();
  #transaction = nothing();

  /** The commit that this message asks for. */
  follow({ type, body }: Message): Commit | undefined {
    const reader = new BodyReader(body);
    if (type === 'Q') return this.#run(reader.text(), '');
    if (type === 'P') this.#texts.set(reader.text(), reader.text());
    if (type === 'B') this.#bind(reader.text(), reader.text(), reader);
    if (type !== 'E') return undefined;
    const name = this.#portals.get(reader.text()) ?? '';
    return this.#run(this.#texts.get(name) ?? '', name);
  }

  /** Takes in an answer of the server to a statement before the commit. */
  learn({ type, body }: Message): void {
    if (type === 'C' && CHANGED.test(new BodyReader(body).text())) this.#transaction.changed = true;
  }

  #bind(portal: string, name: string, reader: BodyReader): void {
    this.#portals.set(portal, name);
    if (this.#texts.get(name)?.includes(SCOPE) !== true) return;
    const [role = null, tenant = null] = reader.values();
    Object.assign(this.#transaction, { role, tenant });
  }

  #run(text: string, name: string): Commit | undefined {
    if (BEGIN.test(text)) this.#transaction = nothing();
    else if (COMMIT.test(text)) return this.#transaction;
    else this.#transaction.statements.push(name === '' ? text : name);
    return undefined;
  }
}

function nothing(): {
  role: string | null;
  tenant: string | null;
  statements: string[];
  changed: boolean;
} {
  return { role: null, tenant: null, statements: [], changed: false };
}
