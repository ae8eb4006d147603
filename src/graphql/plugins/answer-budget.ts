import SchemaBuilder, {
  BasePlugin,
  type PothosOutputFieldConfig,
  type PothosOutputFieldType,
  type SchemaTypes,
} from '@pothos/core';
import { GraphQLError, type GraphQLFieldResolver, type GraphQLResolveInfo } from 'graphql';
import { JsonText } from '../../kernel/json.ts';
import { CONTRACT_LIMITS } from './contract-limits.ts';

type Limit = 'answerValues' | 'answerBytes';

/** The budget of one response, counted while it is built: of what it would hold beyond, nothing is read or kept. */
export class AnswerBudget {
  #values = 0;
  #bytes = 0;
  #spent: GraphQLError | undefined;

  /** The values that have been taken into account. */
  get values(): number {
    return this.#values;
  }

  /** Their bytes, and those of the names of their fields. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Throws when the budget is spent. */
  check(): void {
    if (this.#spent !== undefined) throw this.#spent;
  }

  /** Takes a value of a field into account. Throws a GraphQLError that names the limit when it is one too many. */
  take(value: unknown, info: GraphQLResolveInfo): void {
    this.check();
    if (Array.isArray(value)) for (const one of value) this.#count(one);
    else this.#count(value);
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

  #count(value: unknown): void {
    this.#values += 1;
    this.#bytes += bytesOf(value);
  }
}

function exceeded(values: number, bytes: number): Limit | undefined {
  if (values > CONTRACT_LIMITS.answerValues) return 'answerValues';
  return bytes > CONTRACT_LIMITS.answerBytes ? 'answerBytes' : undefined;
}

/** The bytes of an instant as it is written, in its quotes. */
const DATE_TIME_BYTES = 26;

function bytesOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (value instanceof JsonText) return Buffer.byteLength(value.text);
  return value instanceof Date ? DATE_TIME_BYTES : 8;
}

function pathOf({ path }: GraphQLResolveInfo): readonly (string | number)[] {
  const parts: (string | number)[] = [];
  for (let at: typeof path | undefined = path; at !== undefined; at = at.prev) parts.unshift(at.key);
  return parts;
}

/** The name of the plugin, for the builder. */
export const ANSWER_BUDGET = 'answerBudget';

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      answerBudget: AnswerBudgetPlugin<Types>;
    }

    export interface SchemaBuilderOptions<Types extends SchemaTypes> {
      answerBudget: {
        /** The budget that the response of an operation has left. */
        readonly budgetOf: (context: Types['Context']) => AnswerBudget;
      };
    }
  }
}

type Resolve<Types extends SchemaTypes> = GraphQLFieldResolver<unknown, Types['Context'], object>;

/** Has every field of the schema keep to the budget of its operation's answer. */
class AnswerBudgetPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(resolve: Resolve<Types>, field: PothosOutputFieldConfig<Types>): Resolve<Types> {
    const { budgetOf } = this.builder.options.answerBudget;
    if (!isLeaf(field.type)) {
      return (parent, args, context, info) => {
        budgetOf(context).check();
        return resolve(parent, args, context, info);
      };
    }
    return (parent, args, context, info) => {
      const budget = budgetOf(context);
      budget.check();
      const value: unknown = resolve(parent, args, context, info);
      if (value instanceof Promise) return value.then((read: unknown) => taken(budget, read, info));
      return taken(budget, value, info);
    };
  }
}

SchemaBuilder.registerPlugin(ANSWER_BUDGET, AnswerBudgetPlugin);

function isLeaf<Types extends SchemaTypes>(type: PothosOutputFieldType<Types>): boolean {
  return type.kind === 'List' ? isLeaf(type.type) : type.kind === 'Scalar' || type.kind === 'Enum';
}

function taken(budget: AnswerBudget, value: unknown, info: GraphQLResolveInfo): unknown {
  budget.take(value, info);
  return value;
}
