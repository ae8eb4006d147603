import type { ObjectRef } from '@pothos/core';
import { type Problem as ProblemShape, Refusal, type RefusalClass } from '../kernel/errors.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { RequestScope } from '../kernel/scope.ts';
import { builder, type Types } from './builder.ts';
import { Configuration } from './configuration.ts';
import { ConfigurationDraft } from './configuration-draft.ts';
import { ConsentDocument } from './consent-document.ts';
import type { OperationContext } from './context.ts';
import { Issue, ProblemCode } from './issue.ts';
import { listOf } from './list-length.ts';
import { tenantOfInput } from './tenant-argument.ts';

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
  description: 'An expected refusal. Nothing was changed.',
  fields: (t) => ({
    code: t.field({
      type: ProblemCode,
      description: 'What is wrong, for programs; the code of the first issue.',
      resolve: ({ first }) => first.code,
    }),
    message: t.string({
      description: 'What is wrong, for people; the message of the first issue.',
      resolve: ({ first }) => first.message,
    }),
    path: t.field({
      type: ['String'],
      extensions: listOf(10),
      description: 'Where in the arguments; the path of the first issue, empty when it belongs to none.',
      resolve: ({ first }) => first.path,
    }),
    issues: t.field({
      type: [Issue],
      extensions: listOf(20),
      description: 'Everything that is wrong, at least one thing.',
      resolve: ({ refusal }) => refusal.problems,
    }),
  }),
});

const InvalidInput = builder.objectRef<RefusalAnswer>('InvalidInput').implement({
  description: 'The input is wrong by itself, or names what is not there.',
  interfaces: [Problem],
});

const NotPossible = builder.objectRef<RefusalAnswer>('NotPossible').implement({
  description: 'The input is right, but this cannot be done as things are, or not by the caller.',
  interfaces: [Problem],
});

const RequirementsNotMet = builder.objectRef<RefusalAnswer>('RequirementsNotMet').implement({
  description: 'What a save or a consent needs is not all there; the issues name every unmet requirement.',
  interfaces: [Problem],
  access: 'configuration:read',
  fields: (t) => ({
    consentDocument: t.field({
      type: ConsentDocument,
      description: 'The legal text in force, in the language of the consent or in English.',
      resolve: ({ locale }, _args, context) => context.documents().inForce(locale),
    }),
    currentDraft: t.field({
      type: ConfigurationDraft,
      nullable: true,
      description: 'The draft as it is now; null when there is none, or it has expired.',
      resolve: ({ refusedTenant }, _args, context) => context.reads(refusedTenant).draft(),
    }),
  }),
});

const OutOfDate = builder.objectRef<RefusalAnswer>('OutOfDate').implement({
  description:
    'The draft or the live version is no longer the one that the input names. Both are given as they are.',
  interfaces: [Problem],
  access: 'configuration:read',
  fields: (t) => ({
    currentDraft: t.field({
      type: ConfigurationDraft,
      nullable: true,
      description: 'The draft as it is now, with who changed it; null when there is none, or it has expired.',
      resolve: ({ refusedTenant }, _args, context) => context.reads(refusedTenant).draft(),
    }),
    currentConfiguration: t.field({
      type: Configuration,
      description: 'The live version, with who saved it.',
      resolve: ({ refusedTenant }, _args, context) => context.reads(refusedTenant).live(),
    }),
  }),
});

const RateLimited = builder.objectRef<RefusalAnswer>('RateLimited').implement({
  description: 'It was asked for too often, or too early; it can be asked for again later.',
  interfaces: [Problem],
  fields: (t) => ({
    retryAfterSeconds: t.int({
      description: 'In how many seconds to come back.',
      resolve: ({ refusal }) => refusal.retryAfterSeconds ?? 1,
    }),
    retryAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When to come back.',
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
 * them, since every input can name a tenant that is not there.
 */
export function resultOf<T extends object>(
  name: string,
  payload: ObjectRef<Types, T>,
  classes: readonly Exclude<RefusalClass, 'INVALID_INPUT'>[],
) {
  const expected: readonly RefusalClass[] = ['INVALID_INPUT', ...classes];
  const type = builder.unionType(`${name}Result`, {
    description: `What comes of ${name}: its payload, or why it was refused.`,
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
