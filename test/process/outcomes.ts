import { expect } from 'vitest';
import type { TestSetup } from '../support/test-setup.ts';
import { PATIENCE } from './api.ts';

/** Waits until no check is under way any more, on whichever process. */
export async function allEnded(setup: TestSetup): Promise<void> {
  const open = 'select tenant_id, id, status from account_check where finished_at is null';
  await expect.poll(() => setup.rows(open), PATIENCE).toEqual([]);
}

/**
 * What must hold of every tenant whatever was killed whenever (V5, V6, A2): each verification has exactly one outcome in
 * the log, each draft its entry, and a token is kept for the draft and the live account only.
 */
export async function expectNothingHalfDone(setup: TestSetup): Promise<void> {
  expect(await setup.rows(WITHOUT_ONE_OUTCOME), 'each verification has one outcome').toEqual([]);
  expect(await setup.rows(UNRECORDED_DRAFTS), 'each draft has its entry').toEqual([]);
  expect(await setup.rows(UNMADE_DRAFTS), 'each entry of a draft has its verification').toEqual([]);
  expect(await setup.rows(STRAY_TOKENS), 'no token is kept without use').toEqual([]);
}

const OUTCOMES = `
  select c.tenant_id, c.id, c.status, count(e.id) as outcomes, min(e.body::jsonb #>> '{after,status}') as recorded
    from account_check c
    left join audit_entry e
      on e.tenant_id = c.tenant_id and e.kind = 'VERIFICATION_FINISHED' and e.object = 'verification/' || c.id
   where c.kind = 'VERIFICATION'
   group by c.tenant_id, c.id, c.status`;

const WITHOUT_ONE_OUTCOME = `select * from (${OUTCOMES}) found where outcomes <> 1 or recorded is distinct from status`;

const UNRECORDED_DRAFTS = `
  select d.tenant_id, d.id from configuration_draft d
   where not exists (
     select from audit_entry e
      where e.tenant_id = d.tenant_id and e.object = 'draft/' || d.id and e.kind in ('DRAFT_CREATED', 'DRAFT_REPLACED'))`;

/** As many drafts were made as verifications succeeded. */
const UNMADE_DRAFTS = `
  select tenant_id from audit_entry
   group by tenant_id
  having count(*) filter (where kind in ('DRAFT_CREATED', 'DRAFT_REPLACED'))
      <> count(*) filter (where kind = 'VERIFICATION_FINISHED' and body::jsonb #>> '{after,status}' = 'VERIFIED')`;

const STRAY_TOKENS = `
  select k.tenant_id, k.id from account_credential k
   where k.erased_at is null
     and not exists (select from configuration_draft d where d.tenant_id = k.tenant_id and d.credential_id = k.id)
     and not exists (select from configuration_version v where v.tenant_id = k.tenant_id and v.credential_id = k.id)`;
