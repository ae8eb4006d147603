import type { TenantId } from '../../../kernel/ids.ts';
import { type PhoneNumber, parsePhoneNumber } from '../../../kernel/phone-number.ts';
import type {
  ExclusionReason as ExclusionReasonName,
  NumberFilter,
} from '../../../kernel/vocabulary/organization-number.ts';
import { findNumbers, type NumberCounts } from '../../../numbers/number-store.ts';
import type { OrganizationNumber as NumberShape } from '../../../numbers/organization-number.ts';
import { builder } from '../../builder.ts';
import type { OperationContext } from '../../context.ts';
import type { Described } from '../../fields/described.ts';
import { foundBy } from '../../fields/node.ts';
import type { Page } from '../../fields/paging.ts';
import {
  type AccountSnapshot,
  findAccount,
  keyOfAccount,
  parseSnapshotKey,
  type SnapshotKey,
} from '../account/account-snapshot.ts';

/** A number as it is seen from a version or the draft, which its id names. */
export interface NumberSnapshot extends NumberShape {
  readonly tenant: TenantId;
  /** The key of the account that it was seen on. */
  readonly seenOn: string;
}

const ExclusionReason = builder.enumType('ExclusionReason', {
  description: 'The reason why a number of the account is not listed: it cannot do both SMS and voice.',
  values: {
    SMS_ONLY: { description: 'The number can send SMS but cannot place calls.' },
    VOICE_ONLY: { description: 'The number can place calls but cannot send SMS.' },
    NEITHER: { description: 'The number can neither send SMS nor place calls.' },
  } satisfies Described<ExclusionReasonName>,
});

export const OrganizationNumberFilter = builder.enumType('OrganizationNumberFilter', {
  description: 'Selects the numbers of a list.',
  values: {
    LISTED: { description: 'Numbers that can be selected, and numbers that are selected.' },
    SELECTED: { description: 'Numbers that are selected.' },
    AVAILABLE: { description: 'Numbers that Twilio has and that can do both SMS and voice.' },
    EXCLUDED: { description: 'Numbers that Twilio has but that cannot be selected, each with the reason.' },
  } satisfies Described<NumberFilter>,
});

/** A number as it is seen on an account. */
export function numberOnAccount({ tenant, key }: AccountSnapshot, number: NumberShape): NumberSnapshot {
  return { ...number, tenant, seenOn: key };
}

function parseKey(
  text: string,
): { readonly from: SnapshotKey; readonly phoneNumber: PhoneNumber } | undefined {
  const [key = '', number = '', ...rest] = text.split('/');
  const from = parseSnapshotKey(key);
  const phoneNumber = parsePhoneNumber(number);
  if (from === undefined || phoneNumber === undefined || rest.length > 0) return undefined;
  return { from, phoneNumber };
}

async function findNumber(
  context: OperationContext,
  tenant: TenantId,
  { from, phoneNumber }: NonNullable<ReturnType<typeof parseKey>>,
): Promise<NumberSnapshot | null> {
  const seen = await findAccount(context, tenant, from);
  if (seen === null) return null;
  const view = { accountSid: seen.account.sid, selected: seen.selected };
  const [number] = await context.reads(tenant).run((tx) => findNumbers(tx, view, [phoneNumber]));
  return number === undefined ? null : numberOnAccount(seen, number);
}

const OrganizationNumber = builder.node(builder.objectRef<NumberSnapshot>('OrganizationNumber'), {
  description:
    'A phone number of a custom account, seen from one configuration version or from the draft. It serves both SMS and voice.',
  access: 'configuration:read',
  ...foundBy({
    description: 'The global id. The same number has a different id in each version and draft.',
    keyOf: ({ seenOn, phoneNumber }: NumberSnapshot) => `${seenOn}/${phoneNumber}`,
    parseKey,
    plainKey: async (text, context, tenant) => {
      const number = parsePhoneNumber(text);
      const seenOn = number === undefined ? undefined : await keyOfAccount(context, tenant, () => true);
      return seenOn ? `${seenOn}/${number}` : seenOn;
    },
    find: findNumber,
  }),
  fields: (t) => ({
    phoneNumber: t.expose('phoneNumber', {
      type: 'PhoneNumber',
      description: 'The phone number.',
    }),
    sid: t.exposeString('numberSid', { description: "Twilio's SID of the number." }),
    name: t.exposeString('name', { description: 'The friendly name of the number at Twilio.' }),
    selected: t.exposeBoolean('selected', { description: 'True if the tenant selected the number.' }),
    selectedAt: t.expose('selectedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time at which the number was selected; null if it is not selected.',
    }),
    available: t.exposeBoolean('available', {
      description:
        'True if, at the last refresh, Twilio still had the number and it could do both SMS and voice.',
    }),
    availabilityChangedAt: t.expose('availabilityChangedAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'The time since which the number has been available or unavailable; null if it is no longer known.',
    }),
    excluded: t.expose('excluded', {
      type: ExclusionReason,
      nullable: true,
      description: 'The reason why the number cannot be selected; null unless it lacks SMS or voice.',
    }),
  }),
});

const Counts = builder.objectRef<NumberCounts>('OrganizationNumberCounts').implement({
  description: 'The number of phone numbers that each filter matches.',
  access: 'configuration:read',
  fields: (t) => ({
    listed: t.exposeInt('listed', { description: 'The count of `LISTED`.' }),
    selected: t.exposeInt('selected', { description: 'The count of `SELECTED`.' }),
    available: t.exposeInt('available', { description: 'The count of `AVAILABLE`.' }),
    excluded: t.exposeInt('excluded', { description: 'The count of `EXCLUDED`.' }),
  }),
});

/** A page of numbers, and how the whole is counted when somebody asks. */
export interface NumberPage extends Page<NumberSnapshot> {
  readonly count: () => Promise<NumberCounts>;
}

export const OrganizationNumberConnection = builder.connectionObject<typeof OrganizationNumber, NumberPage>(
  {
    type: OrganizationNumber,
    name: 'OrganizationNumberConnection',
    description: 'A page of organization numbers.',
    access: 'configuration:read',
    fields: (t) => ({
      counts: t.field({
        type: Counts,
        description:
          'The number of phone numbers that each filter matches, regardless of the filter of this page.',
        resolve: ({ count }) => count(),
      }),
    }),
  },
  {
    description: 'An edge of a page of organization numbers: one node and its cursor.',
    access: 'configuration:read',
    nodeField: { description: 'The phone number.' },
  },
);
