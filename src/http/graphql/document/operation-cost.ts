import { type ExecutionResult, GraphQLError, parse, Source } from 'graphql';
import { CONTRACT_LIMITS } from '../../../graphql/plugins/contract-limits.ts';
import { COUNTED_LIMITS, type CountedLimit, type NoteCount } from '../../limits/counted-limits.ts';
import type { Limits } from '../../limits/limits.ts';
import { checkDocument } from './document-limits.ts';
import { checkSource } from './source-limits.ts';

const OF_ANSWERS = ['answerValues', 'answerBytes'] as const;

/** The size of an answer, counted while it is built. */
interface AnswerSize {
  readonly values: number;
  readonly bytes: number;
}

interface ToldLimit {
  readonly requested: number;
  readonly limit: number;
}

/**
 * The cost of one operation, for a caller who asks to be told. What follows from its text is counted only then, by the very checks
 * that every document passes; a check that refuses stops there, and so does the count.
 */
export class OperationCost {
  readonly #counts = new Map<CountedLimit, number>();
  #isRead = false;
  #answer: AnswerSize | undefined;

  readonly note: NoteCount = (limit, count) => {
    this.#counts.set(limit, Math.max(count, this.#counts.get(limit) ?? 0));
  };

  /** Notes the size of the present answer, which is told with it. */
  noteAnswer(size: AnswerSize | undefined): void {
    this.#answer = size;
  }

  /** The counts of the operation with this text and, once, of its answer. */
  told(text: string, limits: Limits): Readonly<Record<string, ToldLimit>> {
    if (!this.#isRead) {
      this.#isRead = true;
      countDocument(text, limits, this.note);
    }
    const told: [string, ToldLimit][] = COUNTED_LIMITS.flatMap((limit) => {
      const requested = this.#counts.get(limit);
      return requested === undefined ? [] : [[limit, { requested, limit: limits[limit] }]];
    });
    const size = this.#answer;
    this.#answer = undefined;
    if (size !== undefined) {
      const [values, bytes] = OF_ANSWERS;
      told.push([values, { requested: size.values, limit: CONTRACT_LIMITS[values] }]);
      told.push([bytes, { requested: size.bytes, limit: CONTRACT_LIMITS[bytes] }]);
    }
    return Object.fromEntries(told);
  }
}

function countDocument(text: string, limits: Limits, note: NoteCount): void {
  note('documentCharacters', text.length);
  if (text.length > limits.documentCharacters) return;
  try {
    const source = new Source(text);
    checkSource(source, limits, note);
    checkDocument(parse(source), limits, note);
  } catch (error) {
    // Its refusal has been told already.
    if (!(error instanceof GraphQLError)) throw error;
  }
}

/** The request header by which a caller asks for the cost, and its value. */
const COST_HEADER = 'x-originator-cost';

/** The cost of a request that asks for it by its header; null for one that does not. */
export function askedByHeader(headers: Readonly<Record<string, unknown>>): OperationCost | null {
  return headers[COST_HEADER] === '1' ? new OperationCost() : null;
}

/** The same for a message of a WebSocket, which has no headers: it asks by `{ "cost": true }` in its `extensions`. */
export function askedByExtensions(
  extensions: Readonly<Record<string, unknown>> | null | undefined,
): OperationCost | null {
  return extensions?.['cost'] === true ? new OperationCost() : null;
}

/** An operation whose cost may have been asked for. */
interface Costing {
  readonly cost: OperationCost | null;
  readonly request: { readonly query: string };
}

/** The result with its cost, where that was asked for and is not there yet. */
export function withCost(
  result: ExecutionResult,
  { cost, request }: Costing,
  limits: Limits,
): ExecutionResult {
  if (cost === null || result.extensions?.['cost'] !== undefined) return result;
  return { ...result, extensions: { ...result.extensions, cost: cost.told(request.query, limits) } };
}

/** The same for a refusal that has no result around its errors: the first of them tells the cost. */
export function errorsWithCost(
  errors: readonly GraphQLError[],
  { cost, request }: Costing,
  limits: Limits,
): readonly GraphQLError[] {
  const [first, ...others] = errors;
  if (cost === null || first === undefined) return errors;
  const { message, nodes, source, positions, path, extensions } = first;
  const told = new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    path: path ?? null,
    extensions: { ...extensions, cost: cost.told(request.query, limits) },
  });
  return [told, ...others];
}
