import {
  defaultFieldResolver,
  GraphQLError,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
} from 'graphql';
import { CONTRACT_LIMITS } from './limits.ts';

type Limit = 'answerValues' | 'answerBytes';

/** What one answer may hold, counted while it is built: of what it would hold beyond, nothing is read or kept. */
export class AnswerBudget {
  #values = 0;
  #bytes = 0;
  #spent: GraphQLError | undefined;

  /** Throws when the budget is spent. */
  check(): void {
    if (this.#spent !== undefined) throw this.#spent;
  }

  /** Takes a value of a field into account. Throws a GraphQLError that names the limit when it is one too many. */
  take(value: unknown, info: GraphQLResolveInfo): void {
    this.check();
    for (const one of Array.isArray(value) ? value : [value]) {
      this.#values += 1;
      this.#bytes += bytesOf(one);
    }
    this.#bytes += info.fieldName.length;
    const limit = exceeded(this.#values, this.#bytes);
    if (limit === undefined) return;
    // One error for all that is left out; the path keeps graphql-js from making others of it.
    this.#spent = new GraphQLError(
      `The response would be too large: the limit of ${limit} is ${CONTRACT_LIMITS[limit]}. Request less at once.`,
      { path: pathOf(info), extensions: { code: 'LIMIT_EXCEEDED', limit, maximum: CONTRACT_LIMITS[limit] } },
    );
    throw this.#spent;
  }
}

function exceeded(values: number, bytes: number): Limit | undefined {
  if (values > CONTRACT_LIMITS.answerValues) return 'answerValues';
  return bytes > CONTRACT_LIMITS.answerBytes ? 'answerBytes' : undefined;
}

function bytesOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  // A value of any JSON, as entries of a log hold it.
  if (typeof value === 'object' && value !== null) return Buffer.byteLength(JSON.stringify(value));
  return 8;
}

function pathOf({ path }: GraphQLResolveInfo): readonly (string | number)[] {
  const parts: (string | number)[] = [];
  for (let at: typeof path | undefined = path; at !== undefined; at = at.prev) parts.unshift(at.key);
  return parts;
}

interface Budgeted {
  readonly answer: AnswerBudget;
}

/** Has every field of the schema keep to the budget of its operation's answer. */
export function budgetAnswers(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const resolve = field.resolve ?? defaultFieldResolver;
      const isLeaf = isLeafType(getNamedType(field.type));
      field.resolve = (parent, args, context: Budgeted, info) => {
        context.answer.check();
        const value: unknown = resolve(parent, args, context, info);
        if (!isLeaf) return value;
        if (value instanceof Promise) {
          return value.then((read: unknown) => {
            context.answer.take(read, info);
            return read;
          });
        }
        context.answer.take(value, info);
        return value;
      };
    }
  }
  return schema;
}
