import { wrap } from '../../kernel/text-wrap.ts';
import { operationInLines, valueInWords } from './tour-layout.ts';
import { operationsById } from './tour-operations.ts';

const INDENT = '    ';
const ARROW = '→ ';
/** Characters to a line, without the indent. */
const WIDTH = 100 - INDENT.length;

/** A request as the client sent it. */
interface Sent {
  readonly documentId: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Writes what the tour does: each step, the GraphQL that it sends, and the gist of the answers. */
export class TourReport {
  readonly #write: (text: string) => void;
  readonly #operations = operationsById();
  readonly #explained = new Set<string>();
  readonly #sentInStep = new Set<string>();
  #steps = 0;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  /** Begins a step. */
  step(title: string): void {
    this.#steps += 1;
    this.#sentInStep.clear();
    const [first = '', ...rest] = wrap(title, WIDTH);
    this.#write(`\n${String(this.#steps).padStart(2)}  ${first}\n`);
    this.#lines(rest);
  }

  /** The gist of an answer, each text on a line or more of its own. */
  gist(...texts: readonly string[]): void {
    for (const text of texts) this.#lines(wrap(`${ARROW}${text}`, WIDTH, ' '.repeat(ARROW.length)));
  }

  /** Rows of a list, each of them short enough for a line. */
  rows(...texts: readonly string[]): void {
    this.#lines(texts.map((text) => `${ARROW}${text}`));
  }

  /** `fetch`, telling of each operation that it sends: in full the first time, and no read twice in a step. */
  readonly fetch: typeof globalThis.fetch = (input, init) => {
    if (this.#steps > 0) {
      if (typeof init?.body === 'string') this.#tell(JSON.parse(init.body));
      else this.#lines([`GET ${input instanceof URL ? input.pathname : String(input)}`]);
    }
    return globalThis.fetch(input, init);
  };

  #tell({ documentId, variables }: Sent): void {
    const query = this.#operations.get(documentId) ?? documentId;
    const [kindAndName = ''] = /^\s*\w+ \w+/.exec(query) ?? [];
    const operation = kindAndName.trim();
    const values = Object.keys(variables).length === 0 ? '' : ` ${valueInWords(variables)}`;
    const sent = `${operation}${values}`;
    const first = !this.#explained.has(operation);
    if (operation.startsWith('query') && this.#sentInStep.has(sent)) return;
    this.#sentInStep.add(sent);
    this.#explained.add(operation);
    if (first) this.#lines(operationInLines(query, WIDTH));
    if (!first || values !== '') this.#lines(wrap(first ? values.trim() : sent, WIDTH, '  '));
  }

  #lines(lines: readonly string[]): void {
    for (const line of lines) this.#write(`${INDENT}${line}\n`);
  }
}
