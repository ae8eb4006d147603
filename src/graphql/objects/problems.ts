import type { ObjectRef } from '@pothos/core';
import { type Problem as ProblemShape, Refusal, type RefusalClass } from '../../kernel/errors.ts';
import type { TenantId } from '../../kernel/ids.ts';
import type { RequestScope } from '../../kernel/scope.ts';
import { builder, type Types } from '../builder.ts';
import type { OperationContext } from '../context.ts';
import { Issue, ProblemCode } from '../fields/issue.ts';
import { tenantOfInput } from '../fields/tenant-argument.ts';
import { listOf } from '../plugins/list-length.ts';
import { Configuration } from './configuration/configuration.ts';
import { ConfigurationDraft } from './configuration/configuration-draft.ts';
import { ConsentDocument } from './consent/consent-document.ts';

/** A refusal as a mutation answers it. */
export class RefusalAnswer {
  readonly refusal: Refusal;
  /** The tenant of the mutation; `null` where the refusal is that it names none. */
  readonly tenant: TenantId | null;
  /** The language of the text that the input names. */
  readonly locale: string | null;

  constructor(refusal: Refusal, tenant: TenantId | null, locale: string | null) {
    this.refusal = refusal;
    this.tenant = tenant;
    this.locale = locale;
  }

  /** The problem that came first. */
  get first(): ProblemShape {
    return this.refusal.problems[0];
  }

  /** The tenant, for refusals that only come after it was found. */
  get refusedTenant(): TenantId {
    if (this.tenant === null) throw new Error('refused for its state before the tenant was known');
    return this.tenant;
  }
}

const Problem = builder.interfaceRef<RefusalAnswer>('Problem').implement({
  description: 'A refusal that clients should handle. Nothing was changed.',
  fields: (t) => ({
    code: t.field({
      type: ProblemCode,
      description: 'A stable code for programs: the code of the first issue.',
      resolve: ({ first }) => first.code,
    }),
    message: t.string({
      description: 'A message for people: the message of the first issue.',
      resolve: ({ first }) => first.message,
    }),
    path: t.field({
      type: ['String'],
      extensions: listOf(10),
      description:
        'The path of the argument: the path of the first issue. Empty if the issue belongs to no argument.',
      resolve: ({ first }) => first.path,
    }),
    issues: t.field({
      type: [Issue],
      extensions: listOf(20),
      description: 'All issues that were found. There is at least one.',
      resolve: ({ refusal }) => refusal.problems,
    }),
  }),
});

const InvalidInput = builder.objectRef<RefusalAnswer>('InvalidInput').implement({
  description: 'The input is invalid, or names an object that does not exist.',
  interfaces: [Problem],
});

const NotPossible = builder.objectRef<RefusalAnswer>('NotPossible').implement({
  description: 'The input is valid, but the request is not possible in the present state or for this caller.',
  interfaces: [Problem],
});

const RequirementsNotMet = builder.objectRef<RefusalAnswer>('RequirementsNotMet').implement({
  description: 'A save or a consent does not meet its requirements. The issues name each of them.',
  interfaces: [Problem],
  access: 'configuration:read',
  fields: (t) => ({
    consentDocument: t.field({
      type: ConsentDocument,
      description: 'The legal text in force, in the language that the consent names or else in English.',
      resolve: ({ locale }, _args, context) => context.documents().inForce(locale),
    }),
    currentDraft: t.field({
      type: ConfigurationDraft,
      nullable: true,
      description: 'The draft in its present state; null if there is none or it has expired.',
      resolve: ({ refusedTenant }, _args, context) => context.reads(refusedTenant).draft(),
    }),
  }),
});

const OutOfDate = builder.objectRef<RefusalAnswer>('OutOfDate').implement({
  description:
    'The draft or live version that the input names is no longer current. Both are returned in their present state.',
  interfaces: [Problem],
  access: 'configuration:read',
  fields: (t) => ({
    currentDraft: t.field({
      type: ConfigurationDraft,
      nullable: true,
      description:
        'The draft in its present state; null if there is none or it has expired. `changedBy` says who changed it.',
      resolve: ({ refusedTenant }, _args, context) => context.reads(refusedTenant).draft(),
    }),
    currentConfiguration: t.field({
      type: Configuration,
      description: 'The live version. `savedBy` says who saved it.',
      resolve: ({ refusedTenant }, _args, context) => context.reads(refusedTenant).live(),
    }),
  }),
});

const RateLimited = builder.objectRef<RefusalAnswer>('RateLimited').implement({
  description: 'The request came too often or too early. Try again later.',
  interfaces: [Problem],
  fields: (t) => ({
    retryAfterSeconds: t.int({
      description: 'The number of seconds to wait before trying again.',
      resolve: ({ refusal }) => refusal.retryAfterSeconds ?? 1,
    }),
    retryAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'The time from which to try again; null if it is not known.',
      resolve: ({ refusal }) => refusal.retryAt,
    }),
  }),
});

/** The one map from the refusals of verbs to the types of the contract. */
export const TYPES = {
  INVALID_INPUT: InvalidInput,
  REQUIREMENTS_NOT_MET: RequirementsNotMet,
  OUT_OF_DATE: OutOfDate,
  NOT_POSSIBLE: NotPossible,
  RATE_LIMITED: RateLimited,
} as const satisfies Record<RefusalClass, unknown>;

/** What every mutation input has. */
export interface TenantInput {
  readonly tenantId?: string | null | undefined;
  readonly consent?: { readonly documentLocale: string } | null | undefined;
}

/**
 * The result of a mutation: its payload, or one of the refusals that its verb knows. `InvalidInput` is always among
 * them, since every input can name a tenant that is missing.
 */
export function resultOf<T extends object>(
  name: string,
  payload: ObjectRef<Types, T>,
  classes: readonly Exclude<RefusalClass, 'INVALID_INPUT'>[],
) {
  const expected: readonly RefusalClass[] = ['INVALID_INPUT', ...classes];
  const type = builder.unionType(`${name}Result`, {
    description: `The result of ${name}: its payload, or a problem that says why it was refused.`,
    types: [payload, ...expected.map((refusal) => TYPES[refusal])],
    resolveType: (value) => (value instanceof RefusalAnswer ? TYPES[value.refusal.refusal] : payload),
  });
  /** Finds the tenant, runs the verb, and turns an expected refusal into its answer. */
  const answer = async (
    context: OperationContext,
    input: TenantInput,
    work: (scope: RequestScope) => Promise<T>,
  ): Promise<T | RefusalAnswer> => {
    let tenant: TenantId | null = null;
    try {
      return await context.change(async () => {
        tenant = await tenantOfInput(context, input.tenantId);
        return work(context.scope(tenant));
      });
    } catch (error) {
      if (!(error instanceof Refusal) || !expected.includes(error.refusal)) throw error;
      return new RefusalAnswer(error, tenant, input.consent?.documentLocale ?? null);
    }
  };
  return { type, answer };
}
