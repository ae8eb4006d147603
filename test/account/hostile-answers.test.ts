import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findAccountChecks } from '../../src/account/account-check-store.ts';
import { parseAccountSid } from '../../src/kernel/ids.ts';
import { readNumbers } from '../../src/numbers/number-store.ts';
import { HOSTILE_TEXTS, isHarmless } from '../support/hostile-texts.ts';
import {
  auditOf,
  begin,
  currentDraft,
  ended,
  keptTokens,
  newScope,
  verified,
  warningsOf,
} from '../support/journey.ts';
import { type OwnServices, startServices } from '../support/services.ts';
import { portOf } from '../twilio/twilio-kit.ts';

/** What a Twilio of the test's own answers for an account, and how often it was asked. */
interface Answers {
  readonly account: unknown;
  readonly numbers: unknown;
  asked: number;
}

const answers = new Map<string, Answers>();

function answer(request: IncomingMessage, response: ServerResponse): void {
  const [, sid = '', rest] = /^\/2010-04-01\/Accounts\/(AC[0-9a-f]{32})(.*)$/.exec(request.url ?? '') ?? [];
  const of = answers.get(sid);
  if (of !== undefined) of.asked += 1;
  const body = of === undefined ? {} : rest === '.json' ? of.account : of.numbers;
  response.writeHead(of === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

const twilio = createServer(answer);
let system: OwnServices;
beforeAll(async () => {
  await new Promise<void>((resolve) => twilio.listen(0, '127.0.0.1', resolve));
  system = await startServices({}, { twilioUrl: `http://127.0.0.1:${portOf(twilio.address())}` });
});
afterAll(async () => {
  await system.stop();
  twilio.closeAllConnections();
  twilio.close();
});

type Members = Readonly<Record<string, unknown>>;

/** An account of the test's own whose answers have these members changed. */
function answering(changes: {
  readonly account?: Members;
  readonly number?: Members;
  readonly page?: Members;
}) {
  const sid = parseAccountSid(`AC${(answers.size + 1).toString(16).padStart(32, '0')}`);
  if (sid === undefined) throw new Error('not a SID');
  const number = (index: number, change: Members = {}) => ({
    sid: `PN${String(index).padStart(32, '0')}`,
    account_sid: sid,
    phone_number: `+1555000000${index}`,
    friendly_name: `Number ${index}`,
    capabilities: { sms: true, voice: true },
    ...change,
  });
  answers.set(sid, {
    account: {
      ...{ sid, friendly_name: 'Acme', status: 'active', type: 'Full' },
      ...{ owner_account_sid: sid, auth_token: 'x', date_created: 'today', ...changes.account },
    },
    numbers: {
      ...{ incoming_phone_numbers: [number(1), number(2, changes.number)], next_page_uri: null, uri: '' },
      ...changes.page,
    },
    asked: 0,
  });
  return { sid, authToken: 'token' };
}

const ACCOUNT_TEXTS = ['sid', 'friendly_name', 'status', 'type', 'owner_account_sid', 'auth_token'];
const NUMBER_TEXTS = ['sid', 'account_sid', 'phone_number', 'friendly_name'];
/** What an answer must have to be one about that account; anything else may be odd. */
const DECISIVE = ['sid', 'status', 'type'];

describe.each(HOSTILE_TEXTS)('given a text of Twilio with %s', (_, text) => {
  test.each([
    ...ACCOUNT_TEXTS.map((name) => ['account', name, !DECISIVE.includes(name)] as const),
    ...NUMBER_TEXTS.map((name) => ['number', name, true] as const),
    ['page', 'next_page_uri', false] as const,
    ['page', 'uri', true] as const,
  ])('as the %s’s %s, the verification ends at once and harmlessly (V4)', async (part, name, isRead) => {
    const scope = newScope();
    const account = answering({ [part]: { [name]: text } });
    const check = await ended(system, await begin(system, scope, account));
    expect([check.status, check.failureReason]).toEqual(
      isRead ? ['VERIFIED', null] : ['FAILED', 'TWILIO_UNAVAILABLE'],
    );
    expect(answers.get(account.sid)?.asked).toBeLessThanOrEqual(2);
    const numbers = await system.read(scope.tenant, (tx) => readNumbers(tx, account.sid));
    const names = numbers.map((number) => number.name);
    if (isRead) names.push((await currentDraft(system, scope.tenant)).account.name);
    expect(names.filter((each) => !isHarmless(each))).toEqual([]);
    expect((await auditOf(system, scope.tenant)).map(({ kind }) => kind)).toContain('VERIFICATION_FINISHED');
  });
});

describe('given a database that refuses to keep what Twilio answered', () => {
  test('the check ends at once as ours, not Twilio’s, and is logged (V4, V6)', async () => {
    await system.rows(
      `alter table organization_number add constraint no_such_name check (name <> 'refused')`,
    );
    const scope = newScope();
    const account = answering({ number: { friendly_name: 'refused' } });
    const check = await ended(system, await begin(system, scope, account));
    expect(check).toMatchObject({ status: 'FAILED', failureReason: 'INTERNAL' });
    expect(answers.get(account.sid)?.asked).toBe(2);
    expect(await keptTokens(system, scope.tenant)).toEqual([false]);
    expect(system.logLines.filter((line) => line.includes(check.id) && line.includes('23514'))).toHaveLength(
      1,
    );
    expect(await auditOf(system, scope.tenant)).toMatchObject([
      { kind: 'VERIFICATION_FINISHED', after: { status: 'FAILED', failureReason: 'INTERNAL' } },
    ]);
  });

  test('a refresh ends as ours too and raises no warning (N6, S11)', async () => {
    const scope = newScope();
    const account = answering({});
    await verified(system, scope, account);
    const asked = answers.get(account.sid)?.asked ?? 0;
    await system.rows(
      `alter table organization_number add constraint not_this_tenant check (tenant_id <> '${scope.tenant}') not valid`,
    );
    const refresh = await system.services.refreshes.refresh(scope);
    const check = await ended(system, refresh);
    expect(check).toMatchObject({ kind: 'REFRESH', status: 'FAILED', failureReason: 'INTERNAL' });
    expect(answers.get(account.sid)?.asked).toBe(asked + 2);
    expect(await warningsOf(system, scope.tenant)).toEqual([]);
    const [kept] = await system.read(scope.tenant, (tx) => findAccountChecks(tx, [check.id]));
    expect(kept?.finishedAt).not.toBeNull();
  });
});
