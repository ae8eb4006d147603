import canonicalize from 'canonicalize';
import { commitmentsDigest, type ErasedValue } from '../../../../src/audit/erasure/erasure-certificate.ts';
import { base64Url, commitmentTo, type Disclosure } from '../../../../src/ledger/entries/commitment.ts';
import { disclosuresLine } from '../../../../src/ledger/verify/export-lines.ts';
import { type EntryContent, entryText, exampleLog, idOf, SERVICE } from './example-log.ts';
import { consentContent } from './receipt-examples.ts';

const SALT_BYTES = 32;

/** A personal value with its salt, of which the examples count up from a byte. */
interface Secret {
  readonly path: string;
  readonly salt: Buffer;
  readonly value: string;
}

function secret(path: string, value: string, from: number): Secret {
  return { path, value, salt: Buffer.from(Array.from({ length: SALT_BYTES }, (_, index) => from + index)) };
}

function commitmentOf({ salt, value }: Secret) {
  return commitmentTo(salt, String(canonicalize(value)));
}

/** The disclosure of a value. */
export function shown({ path, salt, value }: Secret): Disclosure {
  return { path, salt: base64Url(salt), value };
}

/** A person who did something at a place of the log. */
function person(subject: string, displayName: string, place: number) {
  const secrets = [
    secret('/actor/displayName', displayName, 40 * place),
    secret('/actor/subject', subject, 40 * place + 1),
  ];
  const [name = secret('', '', 0), who = name] = secrets;
  const actor = {
    ...{ kind: 'PERSON', authenticatedBy: 'mfa' },
    ...{ displayName: commitmentOf(name), subject: commitmentOf(who) },
  };
  return { actor, secrets };
}

const CHANNELS = { kind: 'CHANNELS_CHANGED', object: 'channels', before: { channels: [] } };
const [ANN, CARL, BEA] = [
  person('ann', 'Ann Weiß', 1),
  person('carl', 'Carl 😀', 3),
  person('bea', 'Bea', 4),
];
const [IP, AGENT] = [
  secret('/after/ip', '192.0.2.1', 42),
  secret('/after/userAgent', 'Mozilla/5.0 "Fuchs" 1.0', 43),
];

const second = (place: number, content: EntryContent) => entryText(place, { ...content, v: 2 });

/** The places of a consent, of what was erased later, and of the erasure. */
export const [CONSENT_BY_ANN, ERASED, ERASURE] = [1, 3, 4];

/** The values that were erased. */
export const ERASED_VALUES: readonly ErasedValue[] = CARL.secrets.map((one) => ({
  ...{ entry: idOf(ERASED), path: one.path },
  commitment: commitmentOf(one).commitment,
}));

const ENTRIES = [
  entryText(0, { ...CHANNELS, after: { channels: ['SMS'] } }),
  second(1, {
    ...consentContent({ ip: commitmentOf(IP), userAgent: commitmentOf(AGENT) }),
    actor: ANN.actor,
  }),
  second(2, { ...CHANNELS, after: { channels: ['VOICE'] }, actor: SERVICE }),
  second(3, { ...CHANNELS, after: { channels: ['SMS', 'VOICE'] }, actor: CARL.actor }),
  second(4, {
    ...{ kind: 'PERSON_ERASED', object: 'person', actor: BEA.actor, before: null },
    after: {
      ...{ reason: 'Request of the person', reference: 'P-17' },
      ...{ count: ERASED_VALUES.length, commitmentsDigest: commitmentsDigest(ERASED_VALUES) },
    },
  }),
  second(5, { ...CHANNELS, after: { channels: ['SMS'] }, actor: SERVICE }),
];

/** A log that began in form 1 and went on in form 2. */
export const DISCLOSED_LOG = exampleLog(ENTRIES);

/** The same, but that the erasure came before what it is said to have erased. */
export const EARLY_ERASURE_LOG = exampleLog(
  [0, 1, 2, ERASURE, ERASED, 5].map((place) => ENTRIES[place] ?? ''),
);

/** The values of the person who consented. */
export const ANNS_SECRETS: readonly Secret[] = [...ANN.secrets, IP, AGENT];
const BEAS_SECRETS: readonly Secret[] = BEA.secrets;

/** The disclosures of what was erased. */
export const ERASED_DISCLOSURES: readonly Disclosure[] = ERASED_VALUES.map(({ path }) => ({
  path,
  erasedBy: idOf(ERASURE),
}));

/** The line of disclosures of each place that has values. */
export const DISCLOSURES: ReadonlyMap<number, string> = new Map([
  [CONSENT_BY_ANN, disclosuresLine(ANNS_SECRETS.map(shown))],
  [ERASED, disclosuresLine(ERASED_DISCLOSURES)],
  [ERASURE, disclosuresLine(BEAS_SECRETS.map(shown))],
]);
