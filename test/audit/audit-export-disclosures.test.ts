import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RequestScope } from '../../src/kernel/scope.ts';
import { readDisclosuresLine } from '../../src/ledger/verify/export-lines.ts';
import { verifyExport } from '../../src/ledger/verify/verify-export.ts';
import { newScope } from '../support/journey.ts';
import { changed, type ExportAnswer, type ExportSystem, errorOf, startExportSystem } from './export-kit.ts';

let system: ExportSystem;
beforeAll(async () => {
  system = await startExportSystem();
});
afterAll(() => system.stop());

const ENTRIES = 3;
const WHOLE = { query: '', evidence: 'WHOLE_EXPORT' } as const;
const PART = { query: 'kind=FALLBACK_POLICY_CHANGED', evidence: 'FILTERED_EXPORT' } as const;

/** A sealed log of what two persons and a service did by turns. */
async function aLogOfPersons(): Promise<{ readonly ann: RequestScope; readonly canary: RequestScope }> {
  const ann = newScope();
  const actor = { ...ann.actor, subject: 'canary-subject', displayName: 'Canary Näme' };
  const canary = { ...ann, actor };
  const service = newScope({ tenant: ann.tenant, subject: 'billing', kind: 'SERVICE' });
  for (const scope of [ann, canary, service]) await system.add(scope, ENTRIES);
  await system.sealAll();
  return { ann, canary };
}

const ask = async ({ tenant }: RequestScope, query: string) => {
  const answer = await system.ask(query, { tenant });
  expect(answer.status).toBe(200);
  return answer;
};

const verify = ({ text }: ExportAnswer) => verifyExport([Buffer.from(text)], { keys: system.keys.all });

/** What lines of disclosures tell, in the order of the file. */
const toldIn = ({ text }: ExportAnswer) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{"disclosures":'))
    .flatMap((line) => readDisclosuresLine(Buffer.from(line)) ?? expect.fail(`malformed: ${line}`));

async function erase({ tenant, actor }: RequestScope): Promise<void> {
  const input = { subject: actor.subject, reason: 'asked to be forgotten', reference: 'ticket 7' };
  const query = `mutation ($input: ErasePersonInput!) {
    erasePerson(input: $input) { ... on ErasePersonPayload { __typename } } }`;
  const authorization = `Bearer ${await system.token({ tenant, role: 'privacy-officer', subject: 'olga' })}`;
  const answer = await fetch(system.endpoint, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { input } }),
  });
  expect(await answer.json()).toMatchObject({ data: { erasePerson: expect.anything() } });
}

describe.each([WHOLE, PART])('given an export asked for by "$query"', ({ query, evidence }) => {
  const and = query === '' ? '' : `${query}&`;

  test('when nothing else is said, then each value of a person is shown and proved (A5, A6)', async () => {
    const { ann } = await aLogOfPersons();
    const answer = await ask(ann, query);
    expect((await ask(ann, `${and}disclosures=include`)).text).toBe(answer.text);
    const values = { shown: 4 * ENTRIES, withheld: 0, erased: 0 };
    expect(await verify(answer)).toMatchObject({ verified: true, evidence, entries: 3 * ENTRIES, values });
    expect(toldIn(answer).slice(0, 2)).toEqual([
      { path: '/actor/displayName', salt: expect.any(String), value: ann.actor.displayName },
      { path: '/actor/subject', salt: expect.any(String), value: 'ann' },
    ]);
  });

  test('when they are to be omitted, then each is withheld, also where it is resumed (A5, A6)', async () => {
    const { ann, canary } = await aLogOfPersons();
    const answer = await ask(ann, `${and}disclosures=omit`);
    const values = { shown: 0, withheld: 4 * ENTRIES, erased: 0 };
    expect(await verify(answer)).toMatchObject({ verified: true, evidence, values });
    for (const { actor } of [ann, canary]) expect(answer.text).not.toContain(actor.displayName);
    const rest = await ask(ann, `resume=${answer.headers.get('audit-export')}&start=0`);
    expect(rest.text).toBe(answer.text);
  });

  test('when a person was erased, then new ones say so and tell nothing, and older ones still verify (A6)', async () => {
    const { ann, canary } = await aLogOfPersons();
    const before = await ask(ann, query);
    await erase(canary);
    // The erasure is not sealed yet, so nothing that verifies could refer to it.
    const meanwhile = await ask(ann, query);
    const half = { shown: 2 * ENTRIES, withheld: 2 * ENTRIES, erased: 0 };
    expect(await verify(meanwhile)).toMatchObject({ verified: true, values: half });
    await system.sealAll();
    const again = query === '' ? '' : `${query}&kind=PERSON_ERASED`;
    const after = await ask(ann, again);
    const resumed = await ask(ann, `resume=${before.headers.get('audit-export')}&start=0`);

    const verdict = await verify(after);
    expect(verdict).toMatchObject({ verified: true, evidence, values: { erased: 2 * ENTRIES, withheld: 0 } });
    expect(await verify(before)).toMatchObject({ verified: true, values: { shown: 4 * ENTRIES } });
    expect(await verify(resumed)).toMatchObject({ verified: true, values: half });
    for (const { text } of [meanwhile, after, resumed])
      for (const trace of ['canary', 'Canary', 'Näme']) expect(text).not.toContain(trace);
  });
});

test('given an export of what a person did, when they are erased, then it cannot be resumed: whose it was is gone (A6)', async () => {
  const { canary } = await aLogOfPersons();
  const begun = await ask(canary, `actor=${canary.actor.subject}`);
  const resume = `resume=${begun.headers.get('audit-export')}`;
  expect((await ask(canary, resume)).text).toBe(begun.text);
  await erase(canary);
  const answer = await system.ask(resume, { tenant: canary.tenant });
  expect([answer.status, errorOf(answer).message]).toEqual([
    404,
    'resume: there is no such export of this log.',
  ]);
  expect(await verify(begun)).toMatchObject({ verified: true, values: { shown: 2 * ENTRIES } });
});

test('given CSV, when values are to be omitted, then it names no person (A4, A6)', async () => {
  const { ann } = await aLogOfPersons();
  expect((await ask(ann, 'format=csv')).text).toContain(ann.actor.displayName);
  const answer = await ask(ann, 'format=csv&disclosures=omit');
  expect(answer.lines).toHaveLength(3 * ENTRIES + 2);
  expect(answer.text).toContain(',SERVICE,billing,');
  expect(answer.text).toContain(',PERSON,,,');
});

test('given a log of services, when it is exported, then no disclosures are read for it (A6)', async () => {
  const { tenant } = newScope();
  await system.add(newScope({ tenant, kind: 'SERVICE' }), [changed('x')]);
  await system.sealAll();
  const read = () => system.statements.filter((text) => text.includes('from audit_disclosure')).length;
  const before = read();
  const answer = await system.ask('', { tenant });
  expect([answer.lines.length, read()]).toEqual([2, before]);
});
