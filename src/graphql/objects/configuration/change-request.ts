import {
  fourEyesOf,
  previewOf,
  type ChangeRequest as RequestShape,
} from '../../../configuration/change-request/change-request-rules.ts';
import {
  findChangeRequests,
  pageChangeRequests,
  readFourEyes,
} from '../../../configuration/change-request/change-request-store.ts';
import { configurationChanges } from '../../../configuration/change-rules.ts';
import { parseUuid } from '../../../kernel/ids.ts';
import type {
  ChangeRequestKind,
  ChangeRequestState,
  FourEyes,
} from '../../../kernel/vocabulary/configuration.ts';
import { builder } from '../../builder.ts';
import { connectionOf, pageArguments } from '../../fields/connection.ts';
import type { Described } from '../../fields/described.ts';
import { foundBy } from '../../fields/node.ts';
import { readPage } from '../../fields/paging.ts';
import { Actor } from '../actor.ts';
import { Tenant } from '../tenant/tenant.ts';
import { Configuration } from './configuration.ts';
import { ConfigurationChange } from './configuration-change.ts';

const access = 'configuration:read';

const Kind = builder.enumType('ChangeRequestKind', {
  description: 'The change that a request asks for.',
  values: {
    SAVE: { description: 'A save.' },
    REMOVAL: { description: 'The removal of the custom account.' },
    FOUR_EYES_OFF: { description: 'That a change no longer takes another person.' },
  } satisfies Described<ChangeRequestKind>,
});

const State = builder.enumType('ChangeRequestState', {
  description: 'The state of a change request. It is open while it is `PENDING` or `APPROVED`.',
  values: {
    PENDING: { description: 'It waits for another person.' },
    APPROVED: { description: 'It waits for its time, `applyAt`.' },
    APPLIED: { description: 'It was made.' },
    REJECTED: { description: 'Another person said no.' },
    WITHDRAWN: { description: 'The person who asked took it back.' },
    STALE: { description: 'It could no longer be made: `note` says what had changed.' },
  } satisfies Described<ChangeRequestState>,
});

const Required = builder.enumType('FourEyes', {
  description: 'The one that requires another person for a change of who sends.',
  values: {
    OFF: { description: 'One person is enough.' },
    TENANT: { description: 'The tenant, which can end it with the approval of another person.' },
    PLATFORM: { description: 'The platform, in every tenant.' },
  } satisfies Described<FourEyes>,
});

export const ChangeRequest = builder.node(builder.objectRef<RequestShape>('ChangeRequest'), {
  description: 'A change of who sends that waits for another person or its time, or what became of it.',
  access,
  ...foundBy({
    keyOf: ({ id }: RequestShape) => id,
    parseKey: parseUuid,
    find: async (context, tenant, id) => {
      const [found] = await context.reads(tenant).run((tx) => findChangeRequests(tx, [id]));
      return found ?? null;
    },
  }),
  fields: (t) => ({
    kind: t.expose('kind', { type: Kind, description: 'The change that is asked for.' }),
    state: t.expose('state', { type: State, description: 'The state.' }),
    digest: t.exposeString('digest', {
      description: 'The SHA-256 digest of what would go live, in hexadecimal. An approval returns it.',
    }),
    baseVersion: t.exposeInt('baseVersion', { description: 'The live version that it is based on.' }),
    applyAt: t.expose('applyAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time at which it is made once it is approved; null for at once.',
    }),
    askedAt: t.expose('askedAt', { type: 'DateTime', description: 'The time at which it was asked for.' }),
    askedBy: t.expose('askedBy', { type: Actor, description: 'The person who asked for it.' }),
    decidedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'The time of the last step; null while nobody has taken one.',
      resolve: ({ decided }) => decided?.at ?? null,
    }),
    decidedBy: t.field({
      type: Actor,
      nullable: true,
      description: 'The actor that took the last step.',
      resolve: ({ decided }) => decided?.by ?? null,
    }),
    note: t.string({
      nullable: true,
      description: 'The note to the last step.',
      resolve: ({ decided }) => decided?.note ?? null,
    }),
    configuration: t.field({
      type: Configuration,
      nullable: true,
      description: 'The version that it became; null until it is made, and where it makes none.',
      resolve: ({ tenant, version }, _args, context) =>
        version === null ? null : context.reads(tenant).configurations.load(version),
    }),
    changes: t.field({
      type: [ConfigurationChange],
      listLength: 10,
      nullable: true,
      description:
        'While it is open: what would be different from the live version. Null once it is closed, and where the draft is no longer as it was.',
      resolve: async (request, _args, context) => {
        if (request.state !== 'PENDING' && request.state !== 'APPROVED') return null;
        const reads = context.reads(request.tenant);
        const [live, draft] = await Promise.all([reads.live(), reads.draft()]);
        const next = previewOf(request, live, draft);
        return next === null ? null : configurationChanges(live, next);
      },
    }),
  }),
});

const ChangeRequestConnection = connectionOf(ChangeRequest, {
  plural: 'change requests',
  node: 'The change request.',
  access,
});

builder.objectFields(Tenant, (t) => ({
  fourEyes: t.field({
    type: Required,
    nullable: true,
    description: 'The one that requires another person for a change of who sends.',
    access,
    resolve: async ({ tenant }, _args, context) => {
      const { fourEyesForAll } = context.services.changeRequests;
      return fourEyesOf(fourEyesForAll, await context.reads(tenant).run(readFourEyes));
    },
  }),
  changeRequests: t.field({
    type: ChangeRequestConnection,
    nullable: true,
    description: 'The change requests, newest first. At most one is open.',
    access,
    args: pageArguments(t.arg),
    resolve: ({ tenant }, page, context) =>
      readPage(
        page,
        { list: `change-requests/${tenant}`, parseKey: parseUuid },
        ({ id }: RequestShape) => id,
        (before, limit) => context.reads(tenant).run((tx) => pageChangeRequests(tx, { before, limit })),
      ),
  }),
}));
