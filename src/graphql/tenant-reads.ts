import DataLoader from 'dataloader';
import type { AccountCheck, AccountCheckKind } from '../account/account-check.ts';
import { findAccountChecks, latestAccountCheck } from '../account/account-check-store.ts';
import type { AccountWarning } from '../account/warning-rules.ts';
import { readWarnings } from '../account/warning-store.ts';
import type { Configuration, Draft } from '../configuration/configuration.ts';
import { readDraft } from '../configuration/draft-store.ts';
import {
  findConfigurations,
  readConfigurationAt,
  readLiveConfiguration,
} from '../configuration/version-store.ts';
import type { Consent } from '../consent/consent.ts';
import { findConsents, findEndings } from '../consent/consent-store.ts';
import type { ReadUnit, Transaction } from '../database/client.ts';
import type { AccountSid, TenantId, Uuid } from '../kernel/ids.ts';
import { type AuditEntry, findEntries } from '../ledger/entry-store.ts';
import { readNumbers } from '../organization-number/number-store.ts';
import type { AccountNumber } from '../organization-number/organization-number.ts';

/** What one unit of reads shows of a tenant: each thing is read once, and things asked for together are read together. */
export class TenantReads {
  readonly tenant: TenantId;
  /** Runs a read that nobody else of the operation shares, such as a page. */
  readonly run: ReadUnit['run'];
  readonly configurations: DataLoader<number, Configuration | null>;
  readonly consents: DataLoader<Uuid, Consent | null>;
  /** By the consent that ended. */
  readonly endings: DataLoader<Uuid, Consent | null>;
  readonly checks: DataLoader<Uuid, AccountCheck | null>;
  readonly auditEntries: DataLoader<Uuid, AuditEntry | null>;
  readonly #kept = new Map<string, Promise<unknown>>();

  constructor(tenant: TenantId, run: ReadUnit['run']) {
    this.tenant = tenant;
    this.run = run;
    const byId = <T extends { readonly id: Uuid }>(find: Find<Uuid, T>) => loader(run, find, ({ id }) => id);
    this.configurations = loader(run, findConfigurations, ({ version }) => Number(version));
    this.consents = byId(findConsents);
    this.endings = loader(run, findEndings, ({ ends }) => ends?.consentId ?? null);
    this.checks = byId(findAccountChecks);
    this.auditEntries = byId(findEntries);
  }

  /** The instant of the unit, by the database's clock. */
  now(): Promise<Date> {
    return this.#once('now', () => this.run((tx) => tx.now));
  }

  /** The live configuration. */
  live(): Promise<Configuration> {
    return this.#once('live', async () => {
      const live = await this.run(readLiveConfiguration);
      this.configurations.prime(live.version, live);
      return live;
    });
  }

  /** The configuration that was in force at an instant. */
  configurationAt(at: Date): Promise<Configuration> {
    return this.#once(`at ${at.getTime()}`, () => this.run((tx) => readConfigurationAt(tx, at)));
  }

  /** The draft, unless it has expired (V8). */
  draft(): Promise<Draft | null> {
    return this.#once('draft', () =>
      this.run(async (tx) => {
        const [draft, now] = await Promise.all([readDraft(tx), tx.now]);
        return draft === null || draft.expiresAt <= now ? null : draft;
      }),
    );
  }

  /** The warnings that stand on the live account (S11). */
  warnings(): Promise<readonly AccountWarning[]> {
    return this.#once('warnings', () => this.run(readWarnings));
  }

  /** The newest verification or refresh. */
  async latestCheck(kind: AccountCheckKind): Promise<AccountCheck | null> {
    const latest = await this.#once(`latest ${kind}`, () => this.run((tx) => latestAccountCheck(tx, kind)));
    return latest ?? null;
  }

  /** Every number kept of an account. */
  numbers(accountSid: AccountSid): Promise<readonly AccountNumber[]> {
    return this.#once(`numbers ${accountSid}`, () => this.run((tx) => readNumbers(tx, accountSid)));
  }

  #once<T>(what: string, read: () => Promise<T>): Promise<T> {
    const kept = this.#kept.get(what);
    // What is kept under a name was put there by the same call, hence has its type.
    if (kept !== undefined) return kept as Promise<T>;
    const reading = read();
    this.#kept.set(what, reading);
    return reading;
  }
}

type Find<K, T> = (tx: Transaction, keys: readonly K[]) => Promise<readonly T[]>;

function loader<K, T>(
  run: ReadUnit['run'],
  find: Find<K, T>,
  keyOf: (found: T) => K | null,
): DataLoader<K, T | null> {
  return new DataLoader(async (keys) => {
    const found = new Map((await run((tx) => find(tx, keys))).map((value) => [keyOf(value), value]));
    return keys.map((key) => found.get(key) ?? null);
  });
}
