import { wrap } from '../../kernel/text-wrap.ts';

/** A field or fragment with what is selected in it. */
interface Selection {
  readonly head: string;
  readonly within: readonly Selection[];
}

/** A longer text among variables is an id or a digest, of which the beginning will do. */
const LONGEST_VALUE = 36;
const BEGINNING = 12;

/** An operation in few lines. */
export function operationInLines(operation: string, width: number): readonly string[] {
  const lines = withArgumentsInLine(operation)
    .split('\n')
    .map((line) => line.trim());
  return selectionsOf(lines.values()).flatMap((selection) => inLines(selection, width));
}

/** Arguments that the document has on lines of their own. */
function withArgumentsInLine(operation: string): string {
  return operation.replace(
    /\(\n([^()]*)\)/g,
    (_, list: string) => `(${list.trim().split(/\n\s*/).join(', ')})`,
  );
}

function selectionsOf(lines: Iterator<string>): readonly Selection[] {
  const selections: Selection[] = [];
  for (let { done, value } = lines.next(); done !== true && value !== '}'; { done, value } = lines.next()) {
    const head = String(value);
    selections.push(
      head.endsWith('{')
        ? { head: head.slice(0, -1).trim(), within: selectionsOf(lines) }
        : { head, within: [] },
    );
  }
  return selections;
}

function inLine({ head, within }: Selection): string {
  return within.length === 0 ? head : `${head} { ${within.map(inLine).join(' ')} }`;
}

function inLines(selection: Selection, width: number): readonly string[] {
  const short = inLine(selection);
  if (short.length <= width || selection.within.length === 0) return [short];
  const inner: string[] = [];
  let mayJoin = false;
  for (const each of selection.within) {
    const text = inLine(each);
    const last = inner.at(-1);
    const fits = text.length <= width - 2;
    if (fits && mayJoin && last !== undefined && last.length + 1 + text.length <= width - 2) {
      inner[inner.length - 1] = `${last} ${text}`;
    } else {
      inner.push(...inLines(each, width - 2));
    }
    mayJoin = fits;
  }
  return [...wrap(`${selection.head} {`, width, '    '), ...inner.map((line) => `  ${line}`), '}'];
}

/** A value as GraphQL writes it. An auth token is never shown (X4). */
export function valueInWords(value: unknown, name = ''): string {
  if (name === 'authToken') return '"•••"';
  if (typeof value === 'string') {
    return JSON.stringify(value.length > LONGEST_VALUE ? `${value.slice(0, BEGINNING)}…` : value);
  }
  if (Array.isArray(value)) return `[${value.map((one) => valueInWords(one)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined && field !== null);
  return `{ ${fields.map(([key, field]) => `${key}: ${valueInWords(field, key)}`).join(', ')} }`;
}
