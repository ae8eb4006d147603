import {
  buildErasureCertificate,
  certificateText,
} from '../../../../src/audit/erasure/erasure-certificate.ts';
import { SID } from '../sealed-log.ts';
import {
  ANNS_SECRETS,
  CONSENT_BY_ANN,
  DISCLOSED_LOG,
  DISCLOSURES,
  ERASED_VALUES,
  ERASURE,
  shown,
} from './disclosed-log.ts';
import { type ExampleLog, entryText, exampleLog, fileOf, idOf, SERVICE } from './example-log.ts';
import { receiptOf } from './receipt-examples.ts';

const second = (place: number, kind: string, before: unknown, after: unknown, object = 'configuration') =>
  entryText(place, { kind, object, before, after, actor: SERVICE, v: 2 });

function version(number: number, fallbackMode: string) {
  const channels = ['SMS', 'VOICE'];
  return { version: number, accountSid: SID, selectedNumbers: ['+4915112345678'], channels, fallbackMode };
}

/** A message that was asked for at a place of the log. */
function message(place: number, billedAccount: string, state: string, charge: unknown) {
  return {
    ...{ dispatchId: idOf(place), channel: 'SMS', state, billedAccount, alsoBilled: null, trigger: null },
    ...{
      rule: billedAccount === 'CUSTOM' ? 'CUSTOM_FIRST' : 'FALLBACK_ALLOWED',
      fallbackMode: 'DEFAULT_ACCOUNT',
    },
    ...{ configurationVersion: 1, segments: 1, estimatedSegments: 1, charge, simulated: false, attempts: [] },
  };
}

const EURO = (amount: string) => ({ amount, currency: 'EUR', rateCardVersion: '2026-05' });
const HOLD = idOf(200);
const dispatch = (place: number) => `dispatch/${idOf(place)}`;

/** The log of the packs among the examples: that of the examples with disclosures, and what a tenant does besides. */
export const PACK_LOG: ExampleLog = exampleLog([
  ...DISCLOSED_LOG.entries,
  second(6, 'CONFIGURATION_SAVED', version(0, 'NOT_DEFINED'), version(1, 'DEFAULT_ACCOUNT')),
  second(
    7,
    'FALLBACK_POLICY_CHANGED',
    { mode: 'NOT_DEFINED' },
    { mode: 'DEFAULT_ACCOUNT' },
    'fallback-policy',
  ),
  second(8, 'DISPATCH_DECIDED', null, message(8, 'CUSTOM', 'ACCEPTED', null), dispatch(8)),
  second(9, 'DISPATCH_DECIDED', null, message(9, 'DEFAULT', 'ACCEPTED', EURO('0.0700')), dispatch(9)),
  second(10, 'DISPATCH_DECIDED', null, message(10, 'UNKNOWN', 'OUTCOME_UNKNOWN', null), dispatch(10)),
  second(
    11,
    'DISPATCH_CORRECTED',
    message(10, 'UNKNOWN', 'OUTCOME_UNKNOWN', null),
    message(10, 'DEFAULT', 'ACCEPTED', EURO('0.055')),
    dispatch(10),
  ),
  second(
    12,
    'DISPATCH_PRICED',
    null,
    { dispatchId: idOf(8), billedAccount: 'CUSTOM', charge: { amount: '0.0075', currency: 'USD' } },
    dispatch(8),
  ),
  second(
    13,
    'LEGAL_HOLD_PLACED',
    null,
    {
      holdId: HOLD,
      subject: null,
      from: null,
      to: null,
      reason: 'Claim <b>4</b> & "more"',
      reference: 'C-4',
    },
    `legal-hold/${HOLD}`,
  ),
  second(
    14,
    'LEGAL_HOLD_RELEASED',
    { holdId: HOLD, placedBy: idOf(13) },
    { reason: 'Settled' },
    `legal-hold/${HOLD}`,
  ),
  second(15, 'WARNING_RAISED', null, { warning: 'NO_NUMBER_LEFT' }, 'account'),
]);

/** Its whole export, with disclosures. */
export const PACK_EXPORT = fileOf([
  ...PACK_LOG.entries.flatMap((entry, place) => [entry, DISCLOSURES.get(place) ?? []].flat()),
  PACK_LOG.end,
]);

/** The receipt and the certificate in the packs. */
export const RECEIPT = {
  name: `receipts/${idOf(CONSENT_BY_ANN)}.json`,
  text: receiptOf(PACK_LOG, CONSENT_BY_ANN, ANNS_SECRETS.map(shown)),
  /** The same by the checkpoint of an earlier, genuine state of the log. */
  earlier: receiptOf(DISCLOSED_LOG, CONSENT_BY_ANN, ANNS_SECRETS.map(shown)),
  withheld: receiptOf(PACK_LOG, CONSENT_BY_ANN, []),
};
export const CERTIFICATE = {
  name: `certificates/${idOf(ERASURE)}.json`,
  text: certificateText(buildErasureCertificate(ERASED_VALUES, PACK_LOG.entryProof(ERASURE))),
};
