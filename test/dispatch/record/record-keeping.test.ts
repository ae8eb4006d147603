import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { DispatchRecord } from '../../../src/dispatch/record/dispatch.ts';
import { findDispatches, type RecordVersion } from '../../../src/dispatch/record/dispatch-store.ts';
import { changeDispatches } from '../../../src/dispatch/settle/settlement.ts';
import { checkStats } from '../../../src/stats/stats-check.ts';
import { auditOf } from '../../support/journey.ts';
import { type OwnServices, startServices } from '../../support/services.ts';
import { until } from '../../support/until.ts';
import { aCustomTenant, anInput, newRecipient, recordRow, recordsOf, sender } from '../dispatch-kit.ts';

let system: OwnServices;
beforeAll(async () => {
  system = await startServices({ DISPATCH_BUDGET_MS: '3000', DISPATCH_FIRST_ATTEMPT_MS: '1200' });
});
afterAll(() => system.stop());

const dispatch: OwnServices['services']['dispatches']['dispatch'] = (...order) =>
  system.services.dispatches.dispatch(...order);

/** Every row of every table, as text; bytes are in hexadecimal digits. */
async function everything(): Promise<string> {
  const tables = await system.rows(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const dumps = await Promise.all(
    tables.map(async ({ name }) =>
      (await system.rows(`select t::text as row from ${name} t`)).map(({ row }) => row),
    ),
  );
  return dumps.flat().join('\n');
}

describe('what is kept of a dispatch', () => {
  test('is neither its text nor its full recipient, however it ends; nor are they logged (D12, A4)', async () => {
    const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    const text = 'The secret word is xylophone-7531';
    const recipients = [newRecipient(), '+15005000500', '+15005521610', '+15005010603'];
    const spoken = anInput({ channel: 'VOICE', text, to: newRecipient() });
    for (const to of recipients) await dispatch(scope, anInput({ to, text }));
    await dispatch(scope, spoken);
    account.suspend();
    await dispatch(scope, anInput({ to: String(recipients[0]), text }));
    const kept = `${await everything()}\n${system.logLines.join('\n')}`;

    expect(kept).toContain(scope.tenant);
    const secrets = [text, 'xylophone', ...recipients, spoken.to].flatMap((secret) => [
      secret,
      secret.replace('+', ''),
      Buffer.from(secret).toString('hex'),
      Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    ]);
    expect(secrets.filter((secret) => kept.includes(secret))).toEqual([]);
  });

  test('is what is answered, to the last column, however it ends (B4)', async () => {
    const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    const inputs = [
      anInput({ validitySeconds: 60 }),
      anInput({ to: '+15005521610' }),
      anInput({ to: '+15005000500' }),
      anInput({ channel: 'VOICE', language: 'de-DE' }),
    ];
    const items = recordsOf(await system.services.dispatches.dispatchBatch(scope, inputs));
    account.suspend();
    const answered = [...items, await dispatch(scope, anInput())];
    const unit = system.database.read(scope.tenant);
    const kept = await unit.run((tx) =>
      findDispatches(
        tx,
        answered.map(({ id }) => id),
      ),
    );
    await unit.close();

    expect(new Set(answered.map(({ state }) => state))).toEqual(
      new Set(['ACCEPTED', 'FAILED', 'OUTCOME_UNKNOWN']),
    );
    expect(answered.some(({ charge }) => charge !== null)).toBe(true);
    for (const record of answered) expect(kept).toContainEqual(record);
  });

  test('is read again under its lock once somebody else has changed it (D11)', async () => {
    const scope = sender();
    const record = await dispatch(scope, anInput());
    const [row] = await system.rows(
      `select xmin::text as version from dispatch_record where id = '${record.id}'`,
    );
    const version = String(row?.['version']) as RecordVersion;
    const known = { record: { ...record, requestId: 'known' }, version };
    const changeWith = async (change: (current: DispatchRecord, now: Date) => DispatchRecord) => {
      let found: string | undefined;
      const noting = (current: DispatchRecord, now: Date) => {
        found = current.requestId;
        return change(current, now);
      };
      await system.database.write(scope.tenant, (tx) =>
        changeDispatches(tx, [{ scope, id: record.id, known, change: noting }]),
      );
      return found;
    };

    expect(await changeWith((current) => current)).toBe('known');
    expect(await changeWith((current, now) => ({ ...current, changedAt: now }))).toBe('known');
    expect(await changeWith((current) => current)).toBe(record.requestId);
  });

  test('masks the recipient, and knows the same one again by a keyed hash of the tenant (D12)', async () => {
    const [scope, stranger] = [sender(), sender()];
    const to = '+4915112345678';
    const [first, second] = [await dispatch(scope, anInput({ to })), await dispatch(scope, anInput({ to }))];
    const other = await dispatch(scope, anInput({ to: '+4915112345679' }));
    const foreign = await dispatch(stranger, anInput({ to }));

    expect(first.recipientMasked).toBe('+491••••••••78');
    expect(second.recipientHash).toEqual(first.recipientHash);
    expect(other.recipientHash).not.toEqual(first.recipientHash);
    expect(foreign.recipientHash).not.toEqual(first.recipientHash);
    expect(first.country).toBe('DE');
  });

  test('has the sealed recipient only while an attempt is open (D12)', async () => {
    const { scope } = await aCustomTenant(system, 'DISABLED');
    const [accepted, failed, open] = [
      await dispatch(scope, anInput()),
      await dispatch(scope, anInput({ to: '+15005521610' })),
      await dispatch(scope, anInput({ to: '+15005000500' })),
    ];
    const sealed = await Promise.all([accepted, failed, open].map((record) => recordRow(system, record)));

    expect(sealed.map((row) => row?.['recipient_sealed'] !== null)).toEqual([false, false, true]);
    expect(sealed.map((row) => row?.['recipient_key_id'] !== null)).toEqual([false, false, true]);
  });

  test('explains itself: attempts, trigger, rule, mode, version, number, charge and who asked (B2, B4)', async () => {
    const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    account.suspend();
    const record = await dispatch(
      scope,
      anInput({ text: 'ж'.repeat(71), to: '+4915112345678', validitySeconds: 60 }),
    );

    expect(record).toMatchObject({
      ...{
        state: 'ACCEPTED',
        billed: 'DEFAULT',
        alsoBilled: null,
        trigger: 'API_ERROR',
        rule: 'FALLBACK_ALLOWED',
      },
      ...{
        fallbackMode: 'DEFAULT_ACCOUNT',
        configurationVersion: 1,
        estimatedSegments: 2,
        validitySeconds: 60,
      },
      charge: { amount: '0.1860', currency: 'USD', source: 'RATE_CARD', rateCardVersion: 'development-1' },
      requestedBy: { kind: 'SERVICE', subject: 'mfa' },
      requestId: scope.requestId,
      attempts: [
        {
          ordinal: 1,
          originator: 'CUSTOM',
          accountSid: account.sid,
          outcome: 'REFUSED',
          httpStatus: 403,
          code: 20_005,
        },
        { ordinal: 2, originator: 'DEFAULT', outcome: 'ACCEPTED', httpStatus: 201, evidence: 'ANSWER' },
      ],
    });
    const [first, second] = record.attempts;
    expect(account.phoneNumbers).toContain(first?.from);
    expect(first).toMatchObject({ quote: null, twilioSid: null });
    expect(second?.twilioSid).toMatch(/^SM[0-9a-f]{32}$/);
    expect(await recordRow(system, record)).toMatchObject({ state: 'ACCEPTED', billed_account: 'DEFAULT' });
  });
});

describe('the log', () => {
  test('has one decision for each dispatch, whether it sent, failed, is unknown or had nothing to try (A1)', async () => {
    const { scope, account } = await aCustomTenant(system, 'DISABLED');
    const before = (await auditOf(system, scope.tenant)).length;
    const items = await system.services.dispatches.dispatchBatch(scope, [
      anInput(),
      anInput({ to: '+15005521610' }),
      anInput({ to: '+15005000500' }),
    ]);
    account.suspend();
    const last = await dispatch(scope, anInput());
    const records = [...recordsOf(items), last];
    const entries = (await auditOf(system, scope.tenant, before)).filter(({ kind }) =>
      kind.startsWith('DISPATCH'),
    );

    expect(entries.map(({ kind }) => kind)).toEqual(records.map(() => 'DISPATCH_DECIDED'));
    for (const record of records) {
      const [entry, ...more] = entries.filter(({ object }) => object === `dispatch/${record.id}`);
      expect(more).toEqual([]);
      expect(entry).toMatchObject({
        before: null,
        after: {
          ...{ dispatchId: record.id, state: record.state, billedAccount: record.billed, rule: record.rule },
          attempts: record.attempts.map(({ outcome, twilioSid }) => ({ outcome, twilioSid })),
        },
        actor: { kind: 'SERVICE', subject: 'mfa' },
        requestId: scope.requestId,
      });
    }
  });

  test('and the statistics know what was kept, of batches and of single dispatches (A1)', async () => {
    const scope = sender();
    await system.services.dispatches.dispatchBatch(
      scope,
      Array.from({ length: 70 }, () => anInput({ to: newRecipient() })),
    );
    await Promise.all(Array.from({ length: 20 }, () => dispatch(scope, anInput())));

    const { differences, records } = await checkStats(system.database);
    expect(differences).toEqual([]);
    expect(records).toBeGreaterThanOrEqual(90);
  });
});

describe('many records of a tenant in a month without statistics of the database', () => {
  test('make no dispatch read more of them than its own', async () => {
    const own = await startServices({}, { work: false });
    onTestFinished(() => own.stop());
    const scope = sender();
    const count = 200;
    const inputs = Array.from({ length: count }, () => anInput({ to: newRecipient() }));
    for (let at = 0; at < count; at += 50)
      await own.services.dispatches.dispatchBatch(scope, inputs.slice(at, at + 50));

    const read = await rowsRead(own);
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(count * 12);
  });

  /** All rows of dispatches that were read so far: the database counts those of a connection at the latest when it ends. */
  async function rowsRead({ rows }: OwnServices): Promise<number> {
    const others = `from pg_stat_activity where datname = current_database() and application_name like 'originator%'`;
    await rows(`select pg_terminate_backend(pid) ${others}`);
    await until(async () => (await rows(`select ${others}`)).length === 0);
    const [row] = await rows(
      `select coalesce(sum(seq_tup_read), 0)
              + (select coalesce(sum(idx_tup_read), 0) from pg_stat_user_indexes where relname like 'dispatch\\_%') as read
         from pg_stat_user_tables where relname similar to 'dispatch\\_(record|attempt|key)%'`,
    );
    return Number(row?.['read']);
  }
});
