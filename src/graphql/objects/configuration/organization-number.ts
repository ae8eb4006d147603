import type { TenantId } from '../../../kernel/ids.ts';
import type {
  ExclusionReason as ExclusionReasonName,
  NumberFilter,
} from '../../../kernel/vocabulary/organization-number.ts';
import type { NumberCounts } from '../../../numbers/number-store.ts';
import type { OrganizationNumber as NumberShape } from '../../../numbers/organization-number.ts';
import { builder } from '../../builder.ts';
import { connectionOf } from '../../fields/connection.ts';
import type { Described } from '../../fields/described.ts';
import { idOf, Node } from '../../fields/node.ts';
import type { Page } from '../../fields/paging.ts';

/** A number as it is seen from a version or the draft, which its id names. */
export interface NumberSeen extends NumberShape {
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

/** Which numbers a list shows. */
export const OrganizationNumberFilter = builder.enumType('OrganizationNumberFilter', {
  description: 'Selects the numbers of a list.',
  values: {
    LISTED: { description: 'Numbers that can be selected, and numbers that are selected.' },
    SELECTED: { description: 'Numbers that are selected.' },
    AVAILABLE: { description: 'Numbers that Twilio has and that can do both SMS and voice.' },
    EXCLUDED: { description: 'Numbers that Twilio has but that cannot be selected, each with the reason.' },
  } satisfies Described<NumberFilter>,
});

/** A number that messages can originate from. */
const OrganizationNumber = builder.objectRef<NumberSeen>('OrganizationNumber').implement({
  description:
    'A phone number of a custom account, seen from one configuration version or from the draft. It serves both SMS and voice.',
  interfaces: [Node],
  access: 'configuration:read',
  fields: (t) => ({
    id: t.id({
      description: 'The global id. The same number has a different id in each version and draft.',
      resolve: idOf('OrganizationNumber', ({ seenOn, phoneNumber }) => `${seenOn}/${phoneNumber}`),
    }),
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
export interface NumberPage extends Page<NumberSeen> {
  readonly count: () => Promise<NumberCounts>;
}

/** A page of numbers with the counts of each filter. */
export const OrganizationNumberConnection = connectionOf<NumberSeen, NumberPage>(
  'OrganizationNumber',
  { plural: 'organization numbers', access: 'configuration:read' },
  (t) => t.expose('node', { type: OrganizationNumber, description: 'The phone number.' }),
);

builder.objectField(OrganizationNumberConnection, 'counts', (t) =>
  t.field({
    type: Counts,
    description:
      'The number of phone numbers that each filter matches, regardless of the filter of this page.',
    resolve: ({ count }) => count(),
  }),
);
