import { beforeAll, describe, expect, test } from 'vitest';
import { SIMULATED_ACCOUNTS } from '../../src/dev/simulator/simulator.ts';
import type { RequestScope } from '../../src/kernel/scope.ts';
import type { NumberFilter } from '../../src/kernel/vocabulary/organization-number.ts';
import { countNumbers, type NumberView, pageNumbers, readNumbers } from '../../src/numbers/number-store.ts';
import {
  auditKinds,
  auditOf,
  currentDraft,
  newAccount,
  newScope,
  refusalOf,
  refused,
  saved,
  verified,
} from '../support/journey.ts';
import type { RunningServices } from '../support/services.ts';
import { sharedServices } from '../support/shared.ts';

let system: RunningServices;
beforeAll(async () => {
  system = await sharedServices();
});

const viewOfDraft = async (scope: RequestScope): Promise<NumberView> => {
  const { account, selectedNumbers } = await currentDraft(system, scope.tenant);
  return { accountSid: account.sid, selected: selectedNumbers };
};

/** All numbers of the view, read in pages of `limit`. */
async function list(scope: RequestScope, view: NumberView, filter: NumberFilter, limit = 300) {
  const all = [];
  for (let after = ''; ; ) {
    const page = await system.read(scope.tenant, (tx) => pageNumbers(tx, view, { filter, after, limit }));
    expect(page.length).toBeLessThanOrEqual(limit);
    all.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < limit) return all;
    after = last.phoneNumber;
  }
}

describe('an account with 2,000 mixed numbers', () => {
  let scope: RequestScope;
  let view: NumberView;
  const many = SIMULATED_ACCOUNTS.find(({ key }) => key === 'many');
  beforeAll(async () => {
    scope = newScope();
    if (many === undefined) throw new Error('no account with many numbers');
    await verified(system, scope, many);
    view = await viewOfDraft(scope);
  });

  test('lists the 1,000 that can do both SMS and voice, and no other (N1)', async () => {
    const listed = await list(scope, view, 'LISTED');
    expect(listed).toHaveLength(1_000);
    expect(new Set(listed.map(({ phoneNumber }) => phoneNumber)).size).toBe(1_000);
    for (const number of listed)
      expect(number).toMatchObject({ available: true, selected: false, excluded: null });
  });

  test('reports each of the others with its reason (N2)', async () => {
    const excluded = await list(scope, view, 'EXCLUDED');
    const count = (reason: string) => excluded.filter((number) => number.excluded === reason).length;
    // Of every sixteen: a capability that Twilio does not state is one that the number lacks.
    expect([count('SMS_ONLY'), count('VOICE_ONLY'), count('NEITHER')]).toEqual([250, 250, 500]);
    for (const number of excluded) expect(number).toMatchObject({ available: false, selected: false });
  });

  test('counts what each filter shows (N4)', async () => {
    expect(await system.read(scope.tenant, (tx) => countNumbers(tx, view))).toEqual({
      listed: 1_000,
      selected: 0,
      available: 1_000,
      excluded: 1_000,
    });
  });

  test('gives the same list in pages of any size, in the order of the numbers (N4)', async () => {
    const whole = (await list(scope, view, 'LISTED', 1_000)).map(({ phoneNumber }) => phoneNumber);
    expect(whole).toEqual([...whole].sort());
    for (const limit of [1_001, 999, 137]) {
      expect((await list(scope, view, 'LISTED', limit)).map(({ phoneNumber }) => phoneNumber)).toEqual(whole);
    }
  });

  test('is selected as a whole in one call (N4)', async () => {
    const own = newScope();
    if (many !== undefined) await verified(system, own, many);
    const draft = await system.services.drafts.select(own, {
      draft: await currentDraft(system, own.tenant),
      numbers: 'ALL',
    });
    expect(draft).toMatchObject({ revision: 2 });
    expect(draft.selectedNumbers).toHaveLength(1_000);
    const selected = await list(own, await viewOfDraft(own), 'SELECTED');
    expect(selected).toHaveLength(1_000);
    expect(
      await system.read(own.tenant, async (tx) =>
        countNumbers(tx, { accountSid: draft.account.sid, selected: draft.selectedNumbers }),
      ),
    ).toEqual({ listed: 1_000, selected: 1_000, available: 1_000, excluded: 1_000 });
  });
});

describe('selecting', () => {
  const five = [{}, {}, { voice: false }, { sms: false }, { capabilities: null }] as const;

  test('what cannot be selected is refused by name, all of it at once, and changes nothing (N2, N3)', async () => {
    const scope = newScope();
    const own = newAccount(system, { numbers: five });
    const draft = await verified(system, scope, own);
    const [fine = '', gone = '', smsOnly = '', voiceOnly = '', neither = ''] = system.simulator.account(
      own.sid,
    ).phoneNumbers;
    const before = await auditKinds(system, scope.tenant);
    const refusal = await refusalOf(
      system.services.drafts.select(scope, {
        draft,
        numbers: [fine, smsOnly, voiceOnly, neither, '+19995550000', gone],
      }),
    );
    expect(refusal.refusal).toBe('INVALID_INPUT');
    expect(refusal.problems).toEqual([
      {
        code: 'NUMBER_NOT_SELECTABLE',
        message: `${smsOnly} cannot be selected: it can send SMS but not place calls.`,
        path: ['input', 'numbers', 'phoneNumbers'],
      },
      {
        code: 'NUMBER_NOT_SELECTABLE',
        message: `${voiceOnly} cannot be selected: it can place calls but not send SMS.`,
        path: ['input', 'numbers', 'phoneNumbers'],
      },
      {
        code: 'NUMBER_NOT_SELECTABLE',
        message: `${neither} cannot be selected: it can neither send SMS nor place calls.`,
        path: ['input', 'numbers', 'phoneNumbers'],
      },
      {
        code: 'NUMBER_NOT_SELECTABLE',
        message: '"+19995550000" is not a number of this account.',
        path: ['input', 'numbers', 'phoneNumbers'],
      },
    ]);
    expect(await currentDraft(system, scope.tenant)).toEqual(draft);
    expect(await auditKinds(system, scope.tenant)).toEqual(before);
  });

  test('nothing is refused (N3)', async () => {
    const scope = newScope();
    const draft = await verified(system, scope, newAccount(system));
    expect(await refused(system.services.drafts.select(scope, { draft, numbers: [] }))).toEqual([
      'INVALID_INPUT',
      'NOTHING_SELECTED input.numbers.phoneNumbers',
    ]);
  });

  test('replaces the former selection, repeats count once, and what stays keeps its instant (N3, S3)', async () => {
    const scope = newScope();
    const own = newAccount(system, { numbers: 3 });
    const [a = '', b = '', c = ''] = system.simulator.account(own.sid).phoneNumbers;
    const first = await system.services.drafts.select(scope, {
      draft: await verified(system, scope, own),
      numbers: [b, ` ${a} `, b, a],
    });
    expect(first.selectedNumbers.map(({ phoneNumber }) => phoneNumber)).toEqual([a, b]);
    const second = await system.services.drafts.select(scope, { draft: first, numbers: [c, b] });
    expect(second).toMatchObject({ id: first.id, revision: 3 });
    expect(second.selectedNumbers).toMatchObject([
      { phoneNumber: b, selectedAt: first.selectedNumbers[1]?.selectedAt },
      { phoneNumber: c },
    ]);
    expect(
      (await auditOf(system, scope.tenant, 2)).map(({ kind, before, after }) => ({ kind, before, after })),
    ).toEqual([
      {
        kind: 'DRAFT_CHANGED',
        before: { revision: 1, removedNumbers: [] },
        after: { revision: 2, addedNumbers: [a, b] },
      },
      {
        kind: 'DRAFT_CHANGED',
        before: { revision: 2, removedNumbers: [a] },
        after: { revision: 3, addedNumbers: [c] },
      },
    ]);
  });

  test('one that is selected may stay when it is gone, but not be chosen again (N3)', async () => {
    const scope = newScope();
    const own = newAccount(system, { numbers: 3 });
    const atTwilio = system.simulator.account(own.sid);
    const [a = '', b = '', c = ''] = atTwilio.phoneNumbers;
    const first = await system.services.drafts.select(scope, {
      draft: await verified(system, scope, own),
      numbers: [a, b],
    });
    atTwilio.releaseNumber(b);
    atTwilio.setCapabilities(a, { sms: true, voice: false });
    const draft = await verified(system, scope, own);
    expect(draft.selectedNumbers).toEqual(first.selectedNumbers);
    const kept = await system.services.drafts.select(scope, { draft, numbers: [a, b, c] });
    expect(kept.selectedNumbers.map(({ phoneNumber }) => phoneNumber)).toEqual([a, b, c]);
    const without = await system.services.drafts.select(scope, { draft: kept, numbers: [c] });
    expect(await refused(system.services.drafts.select(scope, { draft: without, numbers: [a, b] }))).toEqual([
      'INVALID_INPUT',
      'NUMBER_NOT_SELECTABLE input.numbers.phoneNumbers',
      'NUMBER_NOT_SELECTABLE input.numbers.phoneNumbers',
    ]);
  });

  test('all takes what is listed at that moment, and none that appears later (N4)', async () => {
    const scope = newScope();
    const own = newAccount(system, { numbers: five });
    const all = await system.services.drafts.select(scope, {
      draft: await verified(system, scope, own),
      numbers: 'ALL',
    });
    expect(all.selectedNumbers).toHaveLength(2);
    system.simulator.account(own.sid).addNumber();
    const again = await verified(system, scope, own);
    expect(again.selectedNumbers).toEqual(all.selectedNumbers);
    expect(
      await system.read(scope.tenant, (tx) =>
        countNumbers(tx, { accountSid: own.sid, selected: again.selectedNumbers }),
      ),
    ).toEqual({ listed: 3, selected: 2, available: 3, excluded: 3 });
  });

  test('without a draft starts one from the live account, and without that is refused (S7)', async () => {
    const scope = newScope();
    const select = (numbers: readonly string[] | 'ALL') =>
      system.services.drafts.select(scope, { draft: null, numbers });
    expect(await refused(select('ALL'))).toEqual(['NOT_POSSIBLE', 'NOT_FOUND']);
    const own = newAccount(system);
    const live = await saved(system, scope, own);
    const [a = ''] = system.simulator.account(own.sid).phoneNumbers;
    const started = await select([a]);
    expect(started).toMatchObject({
      revision: 1,
      account: live.account,
      selectedNumbers: [live.selectedNumbers[0]],
    });
    expect(started.expiresAt.getTime() - started.createdAt.getTime()).toBe(24 * 3_600_000);
    expect(await auditKinds(system, scope.tenant, 6)).toEqual(['DRAFT_CREATED']);
  });
});

test('alphanumeric sender IDs of the account are not shown, only its phone numbers (N5)', async () => {
  const scope = newScope();
  const account = newAccount(system, { numbers: 2, senderIds: ['Acme'] });
  await verified(system, scope, account);
  const view = await viewOfDraft(scope);

  const shown = [...(await list(scope, view, 'LISTED')), ...(await list(scope, view, 'EXCLUDED'))];

  const { phoneNumbers } = system.simulator.account(account.sid);
  expect(shown.map(({ phoneNumber }) => phoneNumber)).toEqual([...phoneNumbers].sort());
  expect(await auditKinds(system, scope.tenant)).toEqual(['VERIFICATION_FINISHED', 'DRAFT_CREATED']);
});

test('a selection outlives the numbers of an account that is no longer held (N6, S5)', async () => {
  const scope = newScope();
  const own = newAccount(system);
  const { selectedNumbers } = await saved(system, scope, own);
  await system.services.configurations.remove(scope, { baseVersion: 1 });
  expect(await system.read(scope.tenant, (tx) => readNumbers(tx, own.sid))).toEqual([]);
  const view = { accountSid: own.sid, selected: selectedNumbers };
  expect(await list(scope, view, 'SELECTED')).toMatchObject(
    selectedNumbers.map(({ phoneNumber }) => ({
      phoneNumber,
      selected: true,
      available: false,
      excluded: null,
    })),
  );
});
