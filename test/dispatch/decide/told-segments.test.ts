import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkAudit } from '../../../src/audit/check/audit-check.ts';
import { segmentsOfRecord } from '../../../src/dispatch/decide/segment-rules.ts';
import type { DispatchRecord } from '../../../src/dispatch/record/dispatch.ts';
import { auditOf } from '../../support/journey.ts';
import { aCustomTenant, anInput, sender } from '../dispatch-kit.ts';
import {
  type CallbackSystem,
  followUpNow,
  miscountsOf,
  type Node,
  recordWhen,
  startCallbackSystem,
} from '../follow-up/callback-kit.ts';

let system: CallbackSystem;
/** A node that Twilio cannot reach. */
let deaf: Node;
beforeAll(async () => {
  system = await startCallbackSystem();
  deaf = await system.addNode({ publicUrl: () => null });
});
afterAll(() => system.stopAll());

/** Recipients whose messages Twilio writes in GSM-7 where it can: fewer segments than there are in the text. */
const ANSWERED = '+15005000721';
const UNANSWERED = '+15005010721';
/** Two segments as it stands, one when it is written so. */
const text = `“${'a'.repeat(100)}”`;

/** What entries say of segments and charge, in order. */
async function entriesOf({ tenant }: DispatchRecord) {
  const entries = await auditOf(system, tenant);
  return entries.flatMap(({ kind, before, after }) =>
    kind === 'DISPATCH_DECIDED' || kind === 'DISPATCH_CORRECTED' ? [{ kind, before, after }] : [],
  );
}

/** Records, counters and log tell the same. */
async function agreeing({ tenant }: DispatchRecord): Promise<void> {
  expect(await miscountsOf(system, tenant)).toEqual([]);
  const { differences } = await checkAudit({ database: system.database, keys: system.ledgerKeys }, tenant);
  expect(differences).toEqual([]);
}

describe('given that Twilio counts other segments than we', () => {
  test('the answer to the send is what record, charge, counters and entry follow (B5, B2)', async () => {
    const record = await deaf.services.dispatches.dispatch(sender(), anInput({ to: ANSWERED, text }));
    expect(record).toMatchObject({
      ...{ state: 'ACCEPTED', billed: 'DEFAULT', estimatedSegments: 2 },
      charge: { source: 'RATE_CARD' },
      attempts: [{ segments: 1 }],
    });
    expect(segmentsOfRecord(record)).toBe(1);
    const quote = record.attempts[0]?.quote;
    expect(Number(record.charge?.amount) * 2).toBe(Number(quote?.amount));
    const { amount } = record.charge ?? {};
    expect(await entriesOf(record)).toMatchObject([
      { after: { segments: 1, estimatedSegments: 2, charge: { amount } } },
    ]);
    await agreeing(record);
  });

  test('the list that settles an open attempt tells them too (B5, D11)', async () => {
    const open = await deaf.services.dispatches.dispatch(sender(), anInput({ to: UNANSWERED, text }));
    expect(open).toMatchObject({ state: 'OUTCOME_UNKNOWN', charge: null, attempts: [{ segments: null }] });
    await followUpNow(system, open);
    const record = await recordWhen(system, open, ({ state }) => state === 'ACCEPTED');
    expect(record).toMatchObject({ billed: 'DEFAULT', attempts: [{ evidence: 'LIST', segments: 1 }] });
    expect(Number(record.charge?.amount) * 2).toBe(Number(record.attempts[0]?.quote?.amount));
    await agreeing(record);
  });

  test('the message that is read for its price tells them where no answer did, and the entry is corrected (B5, B3)', async () => {
    const { scope } = await aCustomTenant(system);
    const sent = await system.node.services.dispatches.dispatch(scope, anInput({ to: UNANSWERED, text }));
    const delivered = await recordWhen(system, sent, ({ delivery }) => delivery === 'DELIVERED');
    expect(delivered).toMatchObject({ billed: 'CUSTOM', attempts: [{ segments: null }] });
    expect(segmentsOfRecord(delivered)).toBe(2);
    await followUpNow(system, delivered);
    const record = await recordWhen(system, delivered, ({ attempts }) => attempts[0]?.segments === 1);
    expect(segmentsOfRecord(record)).toBe(1);
    expect((await entriesOf(record)).at(-1)).toMatchObject({
      kind: 'DISPATCH_CORRECTED',
      before: { segments: 2, estimatedSegments: 2 },
      after: { segments: 1, estimatedSegments: 2 },
    });
    await agreeing(record);
  });

  test('a call has one, of which Twilio says nothing (B5)', async () => {
    const order = anInput({ channel: 'VOICE', to: ANSWERED });
    const record = await deaf.services.dispatches.dispatch(sender(), order);
    expect(record).toMatchObject({ estimatedSegments: 1, attempts: [{ segments: null }] });
    expect(record.charge?.amount).toBe(record.attempts[0]?.quote?.amount);
    await agreeing(record);
  });
});
