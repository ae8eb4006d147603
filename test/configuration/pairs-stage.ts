import type { AccountCheck } from '../../src/account/account-check.ts';
import { createCheckProcedures } from '../../src/configuration/check-procedures.ts';
import type { Draft } from '../../src/configuration/configuration.ts';
import { readDraft } from '../../src/configuration/draft-store.ts';
import type { ConsentStatement } from '../../src/consent/consent.ts';
import type { SimulatedAccount } from '../../src/dev/simulator/simulator.ts';
import { type Problem, Refusal } from '../../src/kernel/errors.ts';
import type { RequestScope } from '../../src/kernel/scope.ts';
import { createSignal } from '../../src/kernel/signal.ts';
import type { EntryBody } from '../../src/ledger/entries/entry-kinds.ts';
import {
  auditOf,
  begin,
  checkNow,
  consentTo,
  currentDraft,
  liveConfiguration,
  newAccount,
  newScope,
  saveInput,
} from '../support/journey.ts';
import type { RunningServices } from '../support/services.ts';

/** What can happen to a tenant's configuration, in the order of the table. */
export const STEPS = [
  'verify',
  'verification ends',
  'select',
  'save',
  'remove',
  'discard',
  'decline',
  'expiry',
  'refresh ends',
] as const;

/** One of the things that can happen. */
export type Step = (typeof STEPS)[number];

const NEVER = new AbortController().signal;

/** A check under way, held back before Twilio is asked, by as many nodes as have to end it. */
interface UnderWay {
  readonly check: AccountCheck;
  readonly accountSid: string;
  readonly runs: Promise<void>[];
}

/**
 * A tenant with account A live as version 1, of which Twilio has meanwhile taken a selected number away, and a draft of
 * account B at revision 2. A verification of C and a refresh are under way where the pair has them end. All verbs name
 * what was there then, as an admin does who saw just that.
 */
export class Stage {
  readonly scope: RequestScope = newScope();
  readonly #system: RunningServices;
  readonly #accounts: Readonly<Record<'A' | 'B' | 'C' | 'D', SimulatedAccount>>;
  readonly #procedures: ReturnType<typeof createCheckProcedures>;
  #draft: Draft | undefined;
  #consent: ConsentStatement | undefined;
  #verification: UnderWay | undefined;
  #refresh: UnderWay | undefined;
  /** How many entries of the log were told. */
  #told = 0;

  constructor(system: RunningServices) {
    this.#system = system;
    const account = () => newAccount(system);
    this.#accounts = { A: account(), B: account(), C: account(), D: account() };
    this.#procedures = createCheckProcedures({ ...system, checksChanged: createSignal() });
  }

  async prepare(pair: readonly Step[]): Promise<void> {
    const { services, simulator } = this.#system;
    const { A, B, C } = this.#accounts;
    const first = await this.#verifyAndSelect(A);
    const consent = await consentTo(this.#system, first);
    const input = saveInput({ draft: first, fallbackMode: 'DISABLED', consent });
    await services.configurations.save(this.scope, input);
    this.#draft = await this.#verifyAndSelect(B);
    this.#consent = await consentTo(this.#system, this.#draft);
    const atTwilio = simulator.account(A.sid);
    atTwilio.releaseNumber(atTwilio.phoneNumbers[1] ?? '');
    const nodes = (step: Step) => pair.filter((each) => each === step).length;
    if (nodes('verification ends') > 0) {
      const check = await begin(this.#system, this.scope, C);
      this.#verification = await this.#start(check, C.sid, nodes('verification ends'));
    }
    if (nodes('refresh ends') > 0) {
      const check = await services.refreshes.refresh(this.scope);
      this.#refresh = await this.#start(check, A.sid, nodes('refresh ends'));
    }
  }

  /** Does the step and says what came of it. */
  async take(step: Step): Promise<string> {
    try {
      return await this.#take(step);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return error.problems.map(wordsOf).join(', ');
    }
  }

  async #take(step: Step): Promise<string> {
    const { drafts, configurations } = this.#system.services;
    const { scope } = this;
    const { draft, consent } = this.#seen();
    switch (step) {
      case 'verify':
        return (await begin(this.#system, scope, this.#accounts.D)).status.toLowerCase();
      case 'verification ends':
        return this.#end(this.#verification);
      case 'select': {
        const [number = ''] = this.#system.simulator.account(this.#accounts.B.sid).phoneNumbers;
        return `revision ${(await drafts.select(scope, { draft, numbers: [number] })).revision}`;
      }
      case 'save':
        return `version ${(await configurations.save(scope, saveInput({ draft, baseVersion: 1, consent }))).version}`;
      case 'remove':
        return `version ${(await configurations.remove(scope, { baseVersion: 1 })).version}`;
      case 'discard':
        await drafts.discard(scope, { draft });
        return 'discarded';
      case 'decline':
        return (await drafts.decline(scope, { draft, consent })).kind.toLowerCase();
      case 'expiry':
        // Time goes by while no verb is at the draft: one that is would write what it has read.
        await this.#system.rows(
          `with held as (select tenant_id from tenant where tenant_id = $1 for no key update)
           update configuration_draft d set expires_at = now() - interval '1 second' from held
            where d.tenant_id = held.tenant_id and d.id = $2`,
          [scope.tenant, draft.id],
        );
        return `${await drafts.expire(1)} expired`;
      case 'refresh ends':
        return this.#end(this.#refresh);
    }
  }

  /** What there is now: the live version, the draft, and the accounts whose tokens are kept. */
  async afterwards(): Promise<string> {
    const { tenant } = this.scope;
    const live = await liveConfiguration(this.#system, tenant);
    const draft = await this.#system.read(tenant, readDraft);
    const kept = await this.#system.rows(
      'select account_sid as sid from account_credential where tenant_id = $1 and erased_at is null',
      [tenant],
    );
    const tokens = kept.map(({ sid }) => this.#name(String(sid))).sort();
    const drafted = draft === null ? '-' : `${this.#name(draft.account.sid)}${draft.revision}`;
    const liveName = live.account === null ? '-' : this.#name(live.account.sid);
    return `${live.version} ${liveName}, ${drafted}, ${tokens.join('') || '-'}`;
  }

  /** The kinds of what was logged since the last time; a verification's outcome stands for itself. */
  async logged(): Promise<readonly string[]> {
    const entries = await auditOf(this.#system, this.scope.tenant, this.#told);
    this.#told += entries.length;
    return entries.map(wording);
  }

  /** Lets everything go that is still held back, and waits for it to end. */
  async clear(): Promise<void> {
    for (const underWay of [this.#verification, this.#refresh]) {
      if (underWay === undefined) continue;
      this.#system.gateway.release(underWay.accountSid);
      await Promise.all(underWay.runs);
    }
  }

  async #verifyAndSelect(account: SimulatedAccount): Promise<Draft> {
    const check = await begin(this.#system, this.scope, account);
    await this.#procedures.VERIFICATION(check, NEVER);
    const draft = await currentDraft(this.#system, this.scope.tenant);
    return this.#system.services.drafts.select(this.scope, { draft, numbers: 'ALL' });
  }

  async #start(check: AccountCheck, accountSid: string, nodes: number): Promise<UnderWay> {
    this.#system.gateway.hold(accountSid);
    const runs = Array.from({ length: nodes }, () => this.#procedures[check.kind](check, NEVER));
    await this.#system.gateway.waiting(accountSid, 'ACCOUNT', nodes);
    return { check, accountSid, runs };
  }

  async #end(underWay: UnderWay | undefined): Promise<string> {
    if (underWay === undefined) throw new Error('nothing is under way that could end');
    this.#system.gateway.releaseOne(underWay.accountSid);
    // Of two that came at once, either may be the first in line.
    const ended = await Promise.race(underWay.runs.map((run, index) => run.then(() => index)));
    underWay.runs.splice(ended, 1);
    const { status, failureReason } = await checkNow(this.#system, underWay.check);
    return (failureReason ?? status).toLowerCase();
  }

  #seen() {
    if (this.#draft === undefined || this.#consent === undefined) throw new Error('nothing was prepared');
    return { draft: this.#draft, consent: this.#consent };
  }

  #name(sid: string): string {
    return Object.entries(this.#accounts).find(([, account]) => account.sid === sid)?.[0] ?? '?';
  }
}

function wording({ kind, after }: EntryBody): string {
  if (kind !== 'VERIFICATION_FINISHED') return kind;
  const { status, failureReason }: { status?: unknown; failureReason?: unknown } = Object(after);
  return String(failureReason ?? status);
}

/** How the table says why a step is refused: by the code, and of what is out of date by its place in the input. */
function wordsOf({ code, path }: Problem): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  if (code !== 'OUT_OF_DATE') return words;
  return `${path.includes('baseVersion') ? 'version' : 'draft'} ${words}`;
}
