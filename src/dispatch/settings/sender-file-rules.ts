import { z } from 'zod';
import { CHANNELS, type Channel } from '../../kernel/vocabulary/dispatch.ts';
import { SENDER_CLASSES, SENDER_KINDS, type SenderKind } from '../../kernel/vocabulary/sender.ts';
import type { DefaultSender } from './platform.ts';
import { senderIdSupport } from './sender-countries.ts';
import { SENDER_FORMS, senderKindOf } from './sender-kind-rules.ts';

const NO_SENDER =
  'must be a number like +15550100, a short code, a sender ID of up to 11 characters or a messaging service (MG…)';

const text = z.string().refine((value) => senderKindOf(value) !== undefined, NO_SENDER);
const country = z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 alpha-2 code such as DE');

const described = z
  .strictObject({
    from: text,
    kind: z.enum(SENDER_KINDS).optional(),
    class: z.enum(SENDER_CLASSES).default('TRANSACTIONAL'),
    channels: z.array(z.enum(CHANNELS)).min(1).optional(),
    countries: z.union([z.literal('ALL'), z.array(country).min(1)], {
      error: 'must be "ALL" or a list of countries such as ["DE", "AT"]',
    }),
  })
  .transform(({ from, kind = plainKind(from), channels = channelsOf(kind), countries, ...rest }) => {
    const sender: DefaultSender = {
      from,
      kind,
      class: rest.class,
      channels,
      countries: countries === 'ALL' ? null : [...new Set(countries)],
    };
    return sender;
  })
  .superRefine((sender, context) => {
    for (const message of senderProblems(sender)) context.addIssue({ code: 'custom', message });
  });

/** The senders as the platform's file lists them: each with what it may be used for (D16). */
export const describedSenders = z
  .array(described, { error: 'must be a list such as [{"from": "+15550100", "countries": "ALL"}]' })
  .min(1)
  .refine((senders) => new Set(senders.map(({ from }) => from)).size === senders.length, {
    error: 'names a sender twice',
  });

const number = z.string().regex(SENDER_FORMS.LONG_CODE, 'must be an E.164 number');
const numberOrSenderId = z
  .string()
  .refine(
    (value) => SENDER_FORMS.LONG_CODE.test(value) || SENDER_FORMS.SENDER_ID.test(value),
    'must be a number or a sender ID',
  );

/** The former form: numbers and sender IDs by channel, for all countries. */
export const plainSenders = z
  .strictObject({ SMS: z.array(numberOrSenderId).min(1), VOICE: z.array(number).min(1) })
  .transform(({ SMS, VOICE }) =>
    [...new Set([...SMS, ...VOICE])].map((from) => {
      const channels = CHANNELS.filter((channel) => (channel === 'SMS' ? SMS : VOICE).includes(from));
      return { ...plainSender(from), channels };
    }),
  );

/** A sender of which only the text is known: of its kind, for codes, for what its kind can do, in all countries. */
export function plainSender(from: string): DefaultSender {
  const kind = plainKind(from);
  return { from, kind, class: 'TRANSACTIONAL', channels: channelsOf(kind), countries: null };
}

/** Everything that contradicts itself in what a sender may be used for. */
function senderProblems({ from, kind, channels, countries }: DefaultSender): readonly string[] {
  const written = plainKind(from);
  const isOfKind = kind === written || (kind === 'TOLL_FREE' && written === 'LONG_CODE');
  const silent = channels.includes('VOICE') && !channelsOf(kind).includes('VOICE');
  const barred = (countries ?? []).filter((each) => senderIdSupport(each) === 'NOT_CARRIED');
  return [
    ...(isOfKind ? [] : [`${from} is no ${kind}: it is written like a ${written}`]),
    ...(silent ? [`${from} is a ${kind}, which cannot place calls: leave VOICE out`] : []),
    ...(kind === 'SHORT_CODE' && countries === null
      ? [`${from} is a short code, which belongs to a country: name it in "countries"`]
      : []),
    ...(kind === 'SENDER_ID' && barred.length > 0
      ? [`${from} is a sender ID, which is not carried in ${barred.join(', ')}: leave it out there`]
      : []),
  ];
}

function plainKind(from: string): SenderKind {
  return senderKindOf(from) ?? 'SENDER_ID';
}

function channelsOf(kind: SenderKind): readonly Channel[] {
  return kind === 'LONG_CODE' || kind === 'TOLL_FREE' ? CHANNELS : ['SMS'];
}
