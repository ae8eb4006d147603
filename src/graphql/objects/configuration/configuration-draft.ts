import type { Draft } from '../../../configuration/configuration.ts';
import { unmetRequirements } from '../../../configuration/save-rules.ts';
import type { ConsentDocument as DocumentShape } from '../../../consent/consent.ts';
import { isConsentRequired } from '../../../consent/consent-rules.ts';
import type { Problem } from '../../../kernel/errors.ts';
import { type AccountSid, parseUuid } from '../../../kernel/ids.ts';
import { builder } from '../../builder.ts';
import type { OperationContext } from '../../context.ts';
import { Issue } from '../../fields/issue.ts';
import { foundBy } from '../../fields/node.ts';
import { accountOfDraft } from '../account/account-snapshot.ts';
import { TwilioAccount } from '../account/twilio-account.ts';
import { Actor } from '../actor.ts';
import { ConsentDocument } from '../consent/consent-document.ts';

interface Requirement {
  readonly document: DocumentShape;
  readonly accountSid: AccountSid;
  readonly draftRevision: number;
}

const ConsentRequirement = builder.objectRef<Requirement>('ConsentRequirement').implement({
  description:
    'The values to show to the admin and to return in a `ConsentInput` when the admin consents or declines.',
  access: 'configuration:read',
  fields: (t) => ({
    document: t.expose('document', {
      type: ConsentDocument,
      description: 'The legal text in force.',
    }),
    accountSid: t.expose('accountSid', {
      type: 'AccountSid',
      description: 'The SID of the account that the consent is for.',
    }),
    draftRevision: t.exposeInt('draftRevision', { description: 'The revision of the draft.' }),
  }),
});

export const ConfigurationDraft = builder.node(builder.objectRef<Draft>('ConfigurationDraft'), {
  description: 'A configuration that is being edited. It is never used to send; saving it makes it live.',
  access: 'configuration:read',
  ...foundBy({
    keyOf: ({ id }: Draft) => id,
    parseKey: parseUuid,
    find: async (context, tenant, id) => {
      const draft = await context.reads(tenant).draft();
      return draft?.id === id ? draft : null;
    },
  }),
  fields: (t) => ({
    revision: t.exposeInt('revision', {
      description: 'The revision of the draft. It increases with each change.',
    }),
    account: t.field({
      type: TwilioAccount,
      description: 'The verified account with the current selection of its numbers.',
      resolve: accountOfDraft,
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'The time at which the draft was created.',
    }),
    changedAt: t.expose('changedAt', {
      type: 'DateTime',
      description: 'The time of the last change.',
    }),
    changedBy: t.expose('changedBy', {
      type: Actor,
      description: 'The actor that made the last change.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'The time at which the draft expires. Edits do not extend it.',
    }),
    liveVersion: t.int({
      description: 'The number of the live version. Pass it as `baseVersion` when you save.',
      resolve: async ({ tenant }, _args, context) => (await context.reads(tenant).live()).version,
    }),
    consentRequired: t.field({
      type: ConsentRequirement,
      nullable: true,
      description: 'The consent that saving this draft requires; null if none is required.',
      args: {
        locale: t.arg.string({
          description: 'The language of the legal text as a BCP 47 tag. The default is English.',
        }),
      },
      resolve: (draft, { locale }, context) => requirementOf(draft, locale, context),
    }),
    unmetRequirements: t.field({
      type: [Issue],
      listLength: 20,
      description:
        'The requirements that a save of the draft in its present state would not meet. Empty if it can be saved.',
      resolve: (draft, _args, context) => unmetOf(draft, context),
    }),
  }),
});

async function requirementOf(
  draft: Draft,
  locale: string | null | undefined,
  context: OperationContext,
): Promise<Requirement | null> {
  const [live, document] = await Promise.all([
    context.reads(draft.tenant).live(),
    context.documents().inForce(locale),
  ]);
  const { sid: accountSid } = draft.account;
  if (!isConsentRequired(accountSid, live.account?.sid ?? null)) return null;
  return { document, accountSid, draftRevision: draft.revision };
}

async function unmetOf(draft: Draft, context: OperationContext): Promise<readonly Problem[]> {
  const reads = context.reads(draft.tenant);
  const [live, numbers, document] = await Promise.all([
    reads.live(),
    reads.numbers(draft.account.sid),
    context.documents().inForce(null),
  ]);
  const { channels } = live;
  return unmetRequirements({ draft, live, numbers, channels, document, consent: null, scope: null });
}
