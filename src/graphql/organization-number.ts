import type { TenantId } from '../kernel/ids.ts';
import type {
  ExclusionReason as ExclusionReasonName,
  NumberFilter,
} from '../kernel/vocabulary/organization-number.ts';
import type { NumberCounts } from '../organization-number/number-store.ts';
import type { OrganizationNumber as NumberShape } from '../organization-number/organization-number.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import type { Described } from './described.ts';
import { idOf, Node } from './node.ts';
import type { Page } from './paging.ts';

/** A number as it is seen from a version or the draft, which its id names. */
export interface NumberSeen extends NumberShape {
  readonly tenant: TenantId;
  /** The key of the account that it was seen on. */
  readonly seenOn: string;
}

const ExclusionReason = builder.enumType('ExclusionReason', {
  description: 'Why a number of the account is not listed: what it can do, which is not both.',
  values: {
    SMS_ONLY: { description: 'It can send SMS but not place calls.' },
    VOICE_ONLY: { description: 'It can place calls but not send SMS.' },
    NEITHER: { description: 'It can neither send SMS nor place calls.' },
  } satisfies Described<ExclusionReasonName>,
});

/** Which numbers a list shows. */
export const OrganizationNumberFilter = builder.enumType('OrganizationNumberFilter', {
  description: 'Which numbers of an account a list shows.',
  values: {
    LISTED: { description: 'Those that can be selected, and those that are.' },
    SELECTED: { description: 'Those that are selected.' },
    AVAILABLE: { description: 'Those that Twilio has, able to do both SMS and voice.' },
    EXCLUDED: { description: 'Those that Twilio has but that cannot be selected, each with its reason.' },
  } satisfies Described<NumberFilter>,
});

/** A number that messages can originate from. */
const OrganizationNumber = builder.objectRef<NumberSeen>('OrganizationNumber').implement({
  description:
    'A phone number of a custom account, as it is seen from a configuration version or from the draft. It serves both SMS and voice.',
  interfaces: [Node],
  access: 'configuration:read',
  fields: (t) => ({
    id: t.id({
      description: 'The global id; the same number has another one in each version and draft.',
      resolve: idOf('OrganizationNumber', ({ seenOn, phoneNumber }) => `${seenOn}/${phoneNumber}`),
    }),
    phoneNumber: t.expose('phoneNumber', {
      type: 'PhoneNumber',
      description: 'The number.',
    }),
    sid: t.exposeString('numberSid', { description: "Twilio's own identifier of the number." }),
    name: t.exposeString('name', { description: "Twilio's friendly name of the number." }),
    selected: t.exposeBoolean('selected', { description: 'Whether the tenant chose it.' }),
    selectedAt: t.expose('selectedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was chosen; null when it is not.',
    }),
    available: t.exposeBoolean('available', {
      description: 'Whether Twilio still has it, able to do both SMS and voice, as of the last refresh.',
    }),
    availabilityChangedAt: t.expose('availabilityChangedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when it is available, or is not; null when that is no longer known.',
    }),
    excluded: t.expose('excluded', {
      type: ExclusionReason,
      nullable: true,
      description: 'Why it cannot be selected; null unless it lacks SMS or voice.',
    }),
  }),
});

const Counts = builder.objectRef<NumberCounts>('OrganizationNumberCounts').implement({
  description: 'How many numbers of the account each filter shows.',
  access: 'configuration:read',
  fields: (t) => ({
    listed: t.exposeInt('listed', { description: 'Those that can be selected, and those that are.' }),
    selected: t.exposeInt('selected', { description: 'Those that are selected.' }),
    available: t.exposeInt('available', { description: 'Those that are available.' }),
    excluded: t.exposeInt('excluded', { description: 'Those that cannot be selected.' }),
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
  (t) => t.expose('node', { type: OrganizationNumber, description: 'The number.' }),
);

builder.objectField(OrganizationNumberConnection, 'counts', (t) =>
  t.field({
    type: Counts,
    description: 'How many numbers each filter shows, whatever this page was filtered by.',
    resolve: ({ count }) => count(),
  }),
);
