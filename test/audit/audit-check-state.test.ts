import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attack } from '../ledger/hostile-owner.ts';
import { newAccount, newScope, verified } from '../support/journey.ts';
import { type OwnServices, startServices } from '../support/services.ts';
import { aLivedTenant, CHECKED, check, told } from './lived-tenant.ts';

let system: OwnServices;
beforeAll(async () => {
  system = await startServices(CHECKED, { forged: true });
});
afterAll(() => system.stop());

const EDITS: readonly [name: string, statement: string, findings: readonly RegExp[]][] = [
  [
    'the account of a version',
    `update configuration_version set account_sid = 'AC' || repeat('0', 32) where tenant_id = $1 and version = 1`,
    [
      /^configuration\/1 differs from its entry in after.accountSid$/,
      /^configuration\/1 is not consistent in account.sid$/,
      /^configuration\/1 has a token for AC.* instead of its account$/,
      /^configuration\/1 has a consent for AC.* instead of its account AC0+ \(C6\)$/,
    ],
  ],
  [
    'who saved a version',
    `update configuration_version set saved_by = saved_by || '{"subject": "bob"}' where tenant_id = $1 and version = 2`,
    [
      /^configuration\/2 differs from its entry in actor.subject$/,
      /^configuration\/2 has a fallback policy with the wrong chooser or time$/,
    ],
  ],
  [
    'a number, a channel and the policy of a version',
    `update configuration_version set selected_numbers = selected_numbers - 0, sms_enabled = false, fallback_mode = 'NOT_DEFINED'
      where tenant_id = $1 and version = 2`,
    [
      /^configuration\/2 differs from its entry in after.selectedNumbers$/,
      /^configuration\/2 differs from its entry in after.channels$/,
      /^configuration\/2 differs from its entry in after.fallbackMode$/,
      /^configuration\/\d has a fallback policy with the wrong chooser or time$/,
    ],
  ],
  [
    'from when a version is in force',
    `update configuration_version set in_force_from = in_force_from + interval '7 ms' where tenant_id = $1 and version = 4`,
    [/^configuration\/4 has a start time that differs from its entry$/],
  ],
  [
    'a version away',
    'delete from configuration_version where tenant_id = $1 and version = 4',
    [/^entry <id> \(CONFIGURATION_SAVED\) is about configuration\/4, which does not exist$/],
  ],
  [
    'a version that nobody saved',
    `insert into configuration_version
       select (jsonb_populate_record(v, jsonb_build_object('version', 5, 'in_force_from', in_force_from + interval '1 hour'))).*
         from configuration_version v where tenant_id = $1 and version = 4`,
    [/^configuration\/5 has no entry$/],
  ],
  [
    'the text that was agreed to',
    `update consent_record set document_digest = repeat('0', 64) where tenant_id = $1 and kind = 'DECLINED'`,
    [/^consent\/<id> \(DECLINED\) differs from its entry in after.documentDigest$/],
  ],
  [
    'when a consent was given',
    `update consent_record set recorded_at = recorded_at - interval '1 day' where tenant_id = $1 and kind = 'GIVEN'`,
    [
      /^consent\/<id> \(GIVEN\) has a time that differs from its entry or version$/,
      /^consent\/<id> \(GIVEN\) has a time that differs from its entry or version$/,
    ],
  ],
  [
    'a consent’s end away',
    `delete from consent_record where tenant_id = $1 and kind = 'ENDED'
        and configuration_version = 3`,
    [
      /^entry <id> \(CONSENT_ENDED\) is about consent\/<id>, which does not exist$/,
      /^configuration\/2 was replaced, but the consent for its account did not end then \(C3\)$/,
    ],
  ],
  [
    'a consent that had ended before',
    `update consent_record set recorded_at = recorded_at - interval '1 minute' where tenant_id = $1 and kind = 'ENDED' and configuration_version = 3`,
    [
      /^configuration\/2 was in force after the consent for its account had ended \(C6\)$/,
      /^consent\/<id> \(ENDED\) has a time that differs from its entry or version$/,
    ],
  ],
  [
    'who is billed for a dispatch',
    `update dispatch_record set billed_account = 'NONE' where tenant_id = $1 and billed_account = 'CUSTOM'`,
    [/^dispatch\/<id> is ACCEPTED, billed to NONE, but the log says ACCEPTED, billed to CUSTOM$/],
  ],
  [
    'which account an attempt was made with',
    `update dispatch_attempt set account_sid = 'AC' || repeat('0', 32) where tenant_id = $1 and originator = 'DEFAULT' and outcome = 'ACCEPTED'`,
    [/^dispatch\/<id> has an attempt 2 that differs from its entry in accountSid$/],
  ],
  [
    'a dispatch away',
    `delete from dispatch_record where tenant_id = $1 and channel = 'VOICE'`,
    [/^entry <id> \(DISPATCH_DECIDED\) is about dispatch\/<id>, which does not exist$/],
  ],
  [
    'a decided dispatch that is pending again',
    `update dispatch_record set state = 'PENDING', lease_until = now() + interval '1 hour' where tenant_id = $1 and channel = 'VOICE'`,
    [/^dispatch\/<id> is pending, but the log says that it was decided$/],
  ],
  [
    'an attempt that is told to have come to something else',
    `update dispatch_attempt set outcome = 'NOT_SENT' where tenant_id = $1 and outcome = 'OPEN'`,
    [/^dispatch\/<id> has an attempt \d that differs from its entry in outcome$/],
  ],
];

/** Attacks that are found in several places, of which one is looked at; some have to take constraints away first. */
const DEEDS: readonly [name: string, statements: readonly string[], finding: RegExp][] = [
  [
    'a third attempt',
    [
      'alter table dispatch_attempt drop constraint if exists dispatch_attempt_ordinal, drop constraint if exists dispatch_attempt_id_of_ordinal',
      `insert into dispatch_attempt
         select (jsonb_populate_record(a, jsonb_build_object('ordinal', 3, 'id', overlay(id::text placing '0000' from 33)))).*
           from dispatch_attempt a where tenant_id = $1 and ordinal = 2 and outcome = 'ACCEPTED'`,
    ],
    /^dispatch\/<id> has 3 attempts, more than two \(D15\)$/,
  ],
  [
    'a consent of a version without an account',
    [
      'alter table configuration_version drop constraint if exists configuration_version_account_whole',
      `update configuration_version set consent_id = (select id from consent_record where tenant_id = $1 and kind = 'GIVEN' limit 1)
        where tenant_id = $1 and version = 4`,
    ],
    /^configuration\/4 has a consent but no account$/,
  ],
  [
    'a removed account that is there again',
    [
      `update configuration_version v set (account_sid, account, credential_id, consent_id) =
          (select account_sid, account, credential_id, consent_id from configuration_version where tenant_id = $1 and version = 2)
        where tenant_id = $1 and version = 3`,
    ],
    /^configuration\/3 has an account, but its entry says that it was removed$/,
  ],
  [
    'a version that points at a declined consent to its own account',
    [
      `with declined as (
         update consent_record set account_sid = (select account_sid from configuration_version where tenant_id = $1 and version = 2)
          where tenant_id = $1 and kind = 'DECLINED' returning id)
       update configuration_version set consent_id = (select id from declined) where tenant_id = $1 and version = 2`,
    ],
    /^configuration\/2 has no consent for its account AC[0-9a-f]{32} \(C6\)$/,
  ],
  [
    'a correction of what never was',
    [
      `insert into audit_entry (tenant_id, id, kind, actor_subject, object, body, leaf_hash)
         select tenant_id, overlay(id::text placing '0000' from 33)::uuid, 'DISPATCH_CORRECTED', actor_subject, object, replace(replace(body, 'DISPATCH_DECIDED', 'DISPATCH_CORRECTED'),
                  '"before":null', '"before":{"alsoBilled":null,"attempts":[],"billedAccount":"NONE","state":"FAILED"}'), leaf_hash
           from audit_entry where tenant_id = $1 and kind = 'DISPATCH_DECIDED' and body like '%VOICE%'`,
    ],
    /^dispatch\/<id> was corrected from a state that no entry records: FAILED, billed to NONE$/,
  ],
];

describe('checking the ledger finds', () => {
  test.each(EDITS)('%s', async (name, statement, findings) => {
    const tenant = await aLivedTenant(system);
    await system.sealAll();
    await attack(system.adminUrl, async (run) => void (await run(statement, [tenant])));
    const found = told(await check(system, tenant));
    expect(found, name).toHaveLength(findings.length);
    for (const [index, finding] of findings.entries()) expect(found[index]).toMatch(finding);
  });

  test.each(DEEDS)('%s, among what follows from it', async (_, statements, finding) => {
    const tenant = await aLivedTenant(system);
    await system.sealAll();
    await attack(system.adminUrl, async (run) => {
      for (const statement of statements) await run(statement, statement.includes('$1') ? [tenant] : []);
    });
    expect(told(await check(system, tenant))).toContainEqual(expect.stringMatching(finding));
  });

  test('another selection of a draft than its changes came to, and none that they did (A1, S3)', async () => {
    const scope = newScope();
    const account = newAccount(system);
    const [kept = '', other = ''] = system.simulator.account(account.sid).phoneNumbers;
    let draft = await verified(system, scope, account);
    for (const numbers of ['ALL' as const, [other], [kept]])
      draft = await system.services.drafts.select(scope, { draft, numbers });
    expect(told(await check(system, scope.tenant))).toEqual([]);
    await attack(system.adminUrl, async (run) => {
      const emptied = `update configuration_draft set selected_numbers = '[]' where tenant_id = $1`;
      await run(emptied, [scope.tenant]);
    });
    const finding = 'draft/<id> is not consistent in selectedNumbers with its entry or itself';
    expect(told(await check(system, scope.tenant))).toEqual([finding]);
  });
});
