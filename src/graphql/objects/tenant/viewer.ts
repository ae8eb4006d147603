import type { Principal } from '../../../kernel/access.ts';
import { SCOPES, type AccessScope as ScopeName } from '../../../kernel/vocabulary/access.ts';
import type { LimitHolder as LimitHolderName, ToldLimit } from '../../../kernel/vocabulary/limits.ts';
import { builder } from '../../builder.ts';
import type { Described } from '../../fields/described.ts';
import { ActorKind } from '../actor.ts';
import { Tenant } from './tenant.ts';

/** More than there are limits. */
const MOST_LIMITS = 80;

/** `records:read-own` in the spelling of a GraphQL enum: `RECORDS_READ_OWN`. */
type EnumName<Text extends string> = Text extends `${infer Head}:${infer Tail}`
  ? `${EnumName<Head>}_${EnumName<Tail>}`
  : Text extends `${infer Head}-${infer Tail}`
    ? `${Uppercase<Head>}_${EnumName<Tail>}`
    : Uppercase<Text>;

const AccessScope = builder.enumType('AccessScope', {
  description: 'A permission that a token can carry.',
  values: {
    CONFIGURATION_READ: {
      value: 'configuration:read',
      description: 'Read the configuration, the draft and verifications.',
    },
    CONFIGURATION_WRITE: {
      value: 'configuration:write',
      description: 'Change the configuration: verify, select, save, remove, discard, decline, refresh.',
    },
    CONSENTS_READ: { value: 'consents:read', description: 'Read the consent history.' },
    AUDIT_READ: { value: 'audit:read', description: 'Read the audit log.' },
    RECORDS_READ: { value: 'records:read', description: 'Read dispatch records.' },
    RECORDS_READ_OWN: {
      value: 'records:read-own',
      description: 'Read the dispatch records that the subject of the token created.',
    },
    STATISTICS_READ: { value: 'statistics:read', description: 'Read statistics.' },
    LIVE_READ: {
      value: 'live:read',
      description: 'Subscribe to dispatch records as they settle and change.',
    },
    PREVIEW: { value: 'preview', description: 'Preview which account would send a message and be billed.' },
    DISPATCH: { value: 'dispatch', description: 'Send messages.' },
    TENANTS_READ: { value: 'tenants:read', description: 'List the tenants of the platform.' },
    PLATFORM_LOG_READ: { value: 'platform-log:read', description: "Read the platform's own log." },
    PRIVACY_ERASE: {
      value: 'privacy:erase',
      description: 'Erase the data of a person, and place, list and release legal holds.',
    },
    SENDING_PAUSE: {
      value: 'sending:pause',
      description: 'Stop sending, for a tenant, a country or altogether, and let it go on.',
    },
  } satisfies {
    [Scope in ScopeName as EnumName<Scope>]: Described<Scope>[Scope] & { readonly value: Scope };
  },
});

const LimitHolder = builder.enumType('LimitHolder', {
  description: 'The one whose use a limit bounds; it counts for each of them by itself.',
  values: {
    REQUEST: { description: 'One HTTP request or one message of a WebSocket.' },
    OPERATION: { description: 'One operation.' },
    ANSWER: { description: 'One response, or one event of a subscription.' },
    CONNECTION: { description: 'One connection.' },
    SUBJECT: { description: 'A subject of a tenant, on one node.' },
    TENANT: { description: 'A tenant with all its subjects; a share on one node, anything else on all.' },
    ADDRESS: { description: 'An address of the network; for IPv6 its 64 bits.' },
    SERVER: { description: 'One node, for all its callers together.' },
  } satisfies Described<LimitHolderName>,
});

const Limit = builder.objectRef<ToldLimit>('Limit').implement({
  description: 'A limit that is in force.',
  fields: (t) => ({
    name: t.exposeString('name', {
      description: 'The name, as `extensions.limit` of a refusal and `extensions.cost` have it.',
    }),
    counts: t.exposeString('counts', { description: 'In words: what is counted, in which unit.' }),
    maximum: t.expose('maximum', { type: 'Count', description: 'The most that is allowed.' }),
    per: t.expose('per', { type: LimitHolder, description: 'The one for whom it is counted.' }),
    guaranteed: t.expose('guaranteed', {
      type: 'Count',
      nullable: true,
      description: 'The part of it that each of them gets whatever others hold; null if there is none.',
    }),
    setting: t.exposeString('setting', {
      nullable: true,
      description: 'The setting of the server by which it can be changed; null for a fixed limit.',
    }),
  }),
});

export const Viewer = builder.objectRef<Principal>('Viewer').implement({
  description: 'The caller, as the token of the request describes it.',
  fields: (t) => ({
    subject: t.exposeString('subject', { description: 'The subject of the token.' }),
    displayName: t.exposeString('displayName', {
      description: 'The display name; empty if the token has none.',
    }),
    kind: t.expose('kind', { type: ActorKind, description: 'The kind of caller: a person or a service.' }),
    authenticatedBy: t.exposeString('authenticatedBy', {
      description: 'The way in which the subject authenticated, as the token states it.',
    }),
    tenant: t.field({
      type: Tenant,
      nullable: true,
      description:
        'The tenant of the token; null for a platform role, which names the tenant in each request.',
      resolve: async ({ tenant }, _args, context) =>
        tenant !== null && (await context.enter(tenant)) ? { tenant } : null,
    }),
    platform: t.boolean({
      description: 'True if the token belongs to a platform role, which is the same for all tenants.',
      resolve: ({ tenant }) => tenant === null,
    }),
    scopes: t.field({
      type: [AccessScope],
      listLength: 20,
      description: 'The permissions of the token.',
      resolve: ({ scopes }) => SCOPES.filter((scope) => scopes.has(scope)),
    }),
    limits: t.field({
      type: [Limit],
      listLength: MOST_LIMITS,
      description:
        'The limits that requests of the caller can meet, by name. A share has several: for a subject, for its tenant, and for the server.',
      resolve: (_, _args, { toldLimits }) => [...toldLimits],
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'The time at which the token expires.',
    }),
  }),
});
