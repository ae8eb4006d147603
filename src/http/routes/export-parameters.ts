import { GraphQLError } from 'graphql';
import type { NewExport, ResumedExport } from '../../audit/export/audit-export.ts';
import { parseDateTime } from '../../graphql/fields/date-time.ts';
import { filterText } from '../../graphql/fields/filter-text.ts';
import { parseUuid } from '../../kernel/ids.ts';
import { type EntryKind, EXPORT_DISCLOSURES, EXPORT_FORMATS } from '../../kernel/vocabulary/audit.ts';
import { isEntryKind } from '../../ledger/entries/entry-store.ts';
import { refusal } from '../limits/refusal.ts';

/** The parameters of a request for an export. */
export interface ExportParameters {
  /** True if the platform's own log is asked for. */
  readonly isPlatformLog: boolean;
  /** The text that names a tenant, whatever it is. */
  readonly tenant: string | undefined;
  readonly asked: NewExport | ResumedExport;
}

/** One parameter that is not as it should be. */
export interface ParameterProblem {
  readonly parameter: string;
  readonly message: string;
}

/** The refusal that names all of them, at least one. */
export function badParameters(problems: readonly ParameterProblem[]): GraphQLError {
  const message = problems.map(({ parameter, message: what }) => `${parameter}: ${what}`).join(' ');
  const issues = problems.map(({ parameter, message: what }) => ({ path: [parameter], message: what }));
  return refusal('BAD_USER_INPUT', message, { status: 400, extensions: { issues } });
}

const LARGEST_EPOCH = 0x7fff_ffff;
const LONGEST_ECHO = 64;

/** The content of an export is fixed when it is begun; to resume it only where to go on is. */
const OF_NEW_EXPORTS = ['format', 'disclosures', 'epoch', 'kind', 'actor', 'object', 'from', 'to'] as const;
const PARAMETERS: readonly string[] = ['tenant', 'log', 'start', 'resume', ...OF_NEW_EXPORTS];
const OF_PACKS: readonly string[] = ['tenant', 'from', 'to', 'epoch', 'disclosures'];

/** Reads the query. Throws the refusal that names every parameter that is unknown, repeated or malformed. */
export function readExportParameters(query: string): ExportParameters {
  const reader = new ParameterReader(new URLSearchParams(query), PARAMETERS);
  const isPlatformLog = reader.read('log', 'must be platform, or be omitted.', (text) =>
    text === 'platform' ? true : undefined,
  );
  const tenant = reader.read('tenant', '', (text) => text);
  if (isPlatformLog === true && tenant !== undefined)
    reader.complain('tenant', 'cannot be combined with log=platform.');
  const start = reader.read('start', 'must be the index of a leaf, starting at 0.', (text) =>
    wholeNumber(text, 0, Number.MAX_SAFE_INTEGER),
  );
  const asked = reader.has('resume') ? resumedExport(reader, start) : newExport(reader, start);
  reader.refuseProblems();
  return { isPlatformLog: isPlatformLog === true, tenant, asked };
}

/** The same for an evidence pack, which is of a tenant and a span of time. */
export function readPackParameters(query: string): ExportParameters {
  const reader = new ParameterReader(new URLSearchParams(query), OF_PACKS);
  for (const parameter of ['from', 'to'].filter((name) => !reader.has(name)))
    reader.complain(parameter, 'is missing: a pack is of a span of time.');
  const asked = newExport(reader, undefined);
  const tenant = reader.read('tenant', '', (text) => text);
  reader.refuseProblems();
  return { isPlatformLog: false, tenant, asked: { ...asked, format: 'pack' } };
}

function resumedExport(reader: ParameterReader, start: number | undefined): ResumedExport {
  for (const parameter of OF_NEW_EXPORTS.filter((name) => reader.has(name)))
    reader.complain(parameter, 'is fixed when the export begins and cannot be set to resume it.');
  const resumes = reader.read('resume', 'must be the value of the header Audit-Export.', parseUuid);
  reader.refuseProblems();
  if (resumes === undefined) throw badParameters([{ parameter: 'resume', message: 'is missing.' }]);
  return { resumes, start: start ?? null };
}

function newExport(reader: ParameterReader, start: number | undefined): NewExport {
  const format = reader.read('format', `must be ${EXPORT_FORMATS.join(' or ')}.`, (text) =>
    EXPORT_FORMATS.find((known) => known === text),
  );
  const disclosures = reader.read('disclosures', `must be ${EXPORT_DISCLOSURES.join(' or ')}.`, (text) =>
    EXPORT_DISCLOSURES.find((known) => known === text),
  );
  const epoch = reader.read('epoch', 'must be the number of an epoch, starting at 1.', (text) =>
    wholeNumber(text, 1, LARGEST_EPOCH),
  );
  const [from, to] = [reader.instant('from'), reader.instant('to')];
  if (from !== undefined && to !== undefined && from >= to) reader.complain('to', 'must be later than from.');
  const filter = {
    kinds: reader.kinds(),
    actorSubject: reader.text('actor'),
    object: reader.text('object'),
    from,
    to,
  };
  return {
    format: format ?? 'ndjson',
    disclosures: disclosures ?? 'include',
    epoch: epoch ?? null,
    filter,
    start: start ?? 0,
  };
}

function wholeNumber(text: string, least: number, most: number): number | undefined {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}

/** The parameters of a query, and what is wrong with them. */
class ParameterReader {
  readonly #given: URLSearchParams;
  readonly #problems: ParameterProblem[] = [];

  constructor(given: URLSearchParams, known: readonly string[]) {
    this.#given = given;
    for (const name of new Set(given.keys())) {
      if (!known.includes(name))
        this.complain(name.slice(0, LONGEST_ECHO), `is not one of ${known.join(', ')}.`);
      else if (name !== 'kind' && given.getAll(name).length > 1) this.complain(name, 'can be set only once.');
    }
  }

  has(parameter: string): boolean {
    return this.#given.has(parameter);
  }

  complain(parameter: string, message: string): void {
    this.#problems.push({ parameter, message });
  }

  /** The value that the parser makes of the parameter; `undefined` without one, and where it makes none of it. */
  read<T>(parameter: string, expected: string, parse: (text: string) => T | undefined): T | undefined {
    const text = this.#given.get(parameter);
    const value = text === null ? undefined : parse(text);
    if (text !== null && value === undefined) this.complain(parameter, expected);
    return value;
  }

  instant(parameter: string): Date | undefined {
    const expected = 'must be a time such as 2026-01-31T00:00:00Z; write a plus sign as %2B.';
    return this.read(parameter, expected, parseDateTime);
  }

  text(parameter: string): string | undefined {
    try {
      return filterText(parameter, this.#given.get(parameter));
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      this.complain(parameter, error.message);
      return undefined;
    }
  }

  kinds(): readonly EntryKind[] | undefined {
    if (!this.has('kind')) return undefined;
    const named = [...new Set(this.#given.getAll('kind'))];
    for (const text of named.filter((one) => !isEntryKind(one)))
      this.complain('kind', `unknown value ${JSON.stringify(text.slice(0, LONGEST_ECHO))}.`);
    return named.filter(isEntryKind);
  }

  refuseProblems(): void {
    if (this.#problems.length > 0) throw badParameters(this.#problems);
  }
}
