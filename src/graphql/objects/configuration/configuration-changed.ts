import { type ConfigurationChange, configurationChanges } from '../../../configuration/change-rules.ts';
import type { Configuration as ConfigurationShape } from '../../../configuration/configuration.ts';
import type { VersionNumber } from '../../../configuration/version-watch.ts';
import { builder } from '../../builder.ts';
import type { OperationContext } from '../../context.ts';
import type { Described } from '../../fields/described.ts';
import { endable } from '../../fields/endable.ts';
import { queryError } from '../../fields/query-errors.ts';
import { tenantOfQuery } from '../../fields/tenant-argument.ts';
import { Actor } from '../actor.ts';
import { Configuration } from './configuration.ts';

const access = 'configuration:read';

const ChangeKind = builder.enumType('ConfigurationChangeKind', {
  description: 'The kind of a difference between a configuration version and the version before it.',
  values: {
    ACCOUNT: { description: 'A custom account was enabled, replaced or removed.' },
    TOKEN: { description: 'The auth token of the custom account was replaced.' },
    NUMBERS: { description: 'Other numbers were selected.' },
    FALLBACK_POLICY: { description: 'Another mode of the fallback policy was chosen.' },
    CHANNELS: { description: 'Other channels are used.' },
    SENDING_POLICY: { description: 'Other members of the sending policy were chosen.' },
    CONSENT: {
      description: 'Another consent covers the account, or there is no longer an account to cover.',
    },
  } satisfies Described<ConfigurationChange['kind']>,
});

const ConfigurationChanged = builder.objectRef<ConfigurationShape>('ConfigurationChanged').implement({
  description: 'An event: a version has become live.',
  access,
  fields: (t) => ({
    version: t.exposeInt('version', {
      description: 'The number of the version. A number that was left out has been missed.',
    }),
    at: t.expose('inForceFrom', {
      type: 'DateTime',
      nullable: true,
      description: 'The time from which the version is in force; null for version 0.',
    }),
    by: t.expose('savedBy', {
      type: Actor,
      nullable: true,
      description: 'The actor that saved the version; null for version 0.',
    }),
    kinds: t.field({
      type: [ChangeKind],
      listLength: 10,
      description: 'The kinds of difference from the version before it. Empty for version 0.',
      resolve: async (after, _args, context) => {
        if (after.version === 0) return [];
        const before = await versionOf(context, { tenant: after.tenant, version: after.version - 1 });
        return configurationChanges(before, after).map(({ kind }) => kind);
      },
    }),
    configuration: t.field({
      type: Configuration,
      description: 'The version, with its `changes` in full and its `auditEntries`.',
      resolve: (version) => version,
    }),
  }),
});

builder.subscriptionField('configurationChanged', (t) =>
  t.field({
    type: ConfigurationChanged,
    description:
      'Sends each configuration version of the tenant when it becomes live, in order. The first event is the version that is live.',
    access,
    args: {
      tenantId: t.arg.id({
        description:
          'The tenant, by plain or global id. Required for platform roles. Other callers omit it or name their own tenant.',
      }),
      afterVersion: t.arg.int({
        description:
          'The last version that the subscriber has seen. All later ones are sent, instead of the live one first.',
      }),
    },
    subscribe: (_root, { tenantId, afterVersion }, context) =>
      follow(context, tenantId, afterVersion ?? null),
    resolve: (made, _args, context) => versionOf(context, made),
  }),
);

async function versionOf(
  context: OperationContext,
  { tenant, version }: VersionNumber,
): Promise<ConfigurationShape> {
  const found = await context.reads(tenant).configurations.load(version);
  if (found === null) throw new Error(`version ${version} is not there`);
  return found;
}

/** The source of the events. It outlives the context, which it only uses to begin. */
async function follow(
  context: OperationContext,
  tenantId: string | null | undefined,
  after: number | null,
): Promise<AsyncIterableIterator<VersionNumber>> {
  if (after !== null && after < 0)
    throw queryError('VALUE_OUT_OF_RANGE', 'The number of a version is 0 or larger.');
  const tenant = await tenantOfQuery(context, tenantId);
  if (tenant === null) throw queryError('NOT_FOUND', 'The tenant does not exist.');
  await context.close();
  return endable((stop) => context.services.versionWatch.watch(tenant, after, stop));
}
