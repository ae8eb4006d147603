import DataLoader from 'dataloader';
import type { AccountCheck } from '../../account/account-check.ts';
import { findAccountChecks, latestAccountCheck } from '../../account/account-check-store.ts';
import type { AccountWarning } from '../../account/warning-rules.ts';
import { readWarnings } from '../../account/warning-store.ts';
import type { Configuration, Draft } from '../../configuration/configuration.ts';
import { readDraft } from '../../configuration/draft-store.ts';
import {
  findConfigurations,
  pageConfigurations,
  type ReadAlong,
  readConfigurationAt,
  readLiveConfiguration,
  readLiveConfigurationWith,
} from '../../configuration/version-store.ts';
import type { Consent } from '../../consent/consent.ts';
import { entryNameOf } from '../../consent/consent-rules.ts';
import { findConsents, findEndings } from '../../consent/consent-store.ts';
import type { ReadUnit, Transaction } from '../../database/client.ts';
import type { DispatchRecord } from '../../dispatch/record/dispatch.ts';
import type { AccountSid, TenantId, Uuid } from '../../kernel/ids.ts';
import type { AccountCheckKind } from '../../kernel/vocabulary/account.ts';
import type { EntryName } from '../../ledger/entries/entry-kinds.ts';
import { type AuditEntry, findEntries, findNamedEntries } from '../../ledger/entries/entry-store.ts';
import { type LedgerHead, readHead } from '../../ledger/tree/head-store.ts';
import { findSeals, type Seal } from '../../ledger/tree/proof-store.ts';
import { type NumberPage, type NumberView, pageNumbers, readNumbers } from '../../numbers/number-store.ts';
import type { AccountNumber, OrganizationNumber, SelectedNumber } from '../../numbers/organization-number.ts';

/** A page of numbers that was read together with the live configuration. */
interface NumbersAlong {
  /** The selection that it was seen from. */
  readonly of: readonly SelectedNumber[];
  readonly page: NumberPage;
  readonly numbers: readonly OrganizationNumber[];
}

/** The reads of a tenant in one unit: each thing is read once, and things asked for together are read together. */
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
  /** The seals of entries, of those that are sealed. */
  readonly seals: DataLoader<Uuid, Seal | null>;
  /** The head of the log in an epoch, or in the newest that it has one in. */
  readonly head: (epoch: number | null) => Promise<LedgerHead | null>;
  /** The configuration that was in force at an instant, given in milliseconds. */
  readonly configurationAt: (at: number) => Promise<Configuration>;
  /** The draft, unless it has expired (V8). */
  readonly draft: () => Promise<Draft | null>;
  /** The warnings that stand on the live account (S11). */
  readonly warnings: () => Promise<readonly AccountWarning[]>;
  /** The newest verification or refresh. */
  readonly latestCheck: (kind: AccountCheckKind) => Promise<AccountCheck | null>;
  /** Every number kept of an account. */
  readonly numbers: (accountSid: AccountSid) => Promise<readonly AccountNumber[]>;
  /** Only those that the caller may read. */
  readonly dispatches: DataLoader<Uuid, DispatchRecord | null>;
  readonly #namedEntries: DataLoader<EntryName, AuditEntry | null, string>;
  #live: Promise<Configuration> | undefined;
  #numbersAlong: NumbersAlong | undefined;

  constructor(tenant: TenantId, run: ReadUnit['run'], findDispatches: Find<Uuid, DispatchRecord>) {
    this.tenant = tenant;
    this.run = run;
    const byId = <T extends { readonly id: Uuid }>(find: Find<Uuid, T>) => loader(run, find, ({ id }) => id);
    this.configurations = loader(run, findConfigurations, ({ version }) => Number(version));
    this.consents = byId(findConsents);
    this.endings = loader(run, findEndings, ({ ends }) => ends?.consentId ?? null);
    this.checks = byId(findAccountChecks);
    this.auditEntries = byId(findEntries);
    this.seals = loader(run, findSeals, ({ entryId }) => entryId);
    this.head = onceEach(async (epoch) => (await run((tx) => readHead(tx, epoch))) ?? null);
    this.#namedEntries = new DataLoader(
      async (names) => {
        const found = await run((tx) => findNamedEntries(tx, names));
        const byName = new Map(found.map((entry) => [nameKey(entry), entry]));
        return names.map((name) => byName.get(nameKey(name)) ?? null);
      },
      { cacheKeyFn: nameKey },
    );
    this.configurationAt = onceEach((at) => run((tx) => readConfigurationAt(tx, new Date(at))));
    this.draft = once(() => run(readCurrentDraft));
    this.warnings = once(() => run(readWarnings));
    this.latestCheck = onceEach(async (kind) => (await run((tx) => latestAccountCheck(tx, kind))) ?? null);
    this.numbers = onceEach((accountSid) => run((tx) => readNumbers(tx, accountSid)));
    this.dispatches = byId(findDispatches);
  }

  /**
   * The live configuration, read once.
   *
   * @param along what is going to be asked for with it, so that one statement reads all
   */
  live(along?: ReadAlong): Promise<Configuration> {
    this.#live ??= this.#readLive(along);
    return this.#live;
  }

  async #readLive(along: ReadAlong | undefined): Promise<Configuration> {
    const live = along === undefined ? await this.run(readLiveConfiguration) : await this.#readAlong(along);
    this.configurations.prime(live.version, live);
    return live;
  }

  async #readAlong(along: ReadAlong): Promise<Configuration> {
    const { live, consent, numbers } = await this.run((tx) => readLiveConfigurationWith(tx, along));
    if (consent !== null) this.consents.prime(consent.id, consent);
    if (along.numbers !== null) {
      this.#numbersAlong = { of: live.selectedNumbers, page: along.numbers, numbers };
    }
    return live;
  }

  /** A page of the versions, newest first. */
  async pageConfigurations(page: Parameters<typeof pageConfigurations>[1]) {
    const found = await this.run((tx) => pageConfigurations(tx, page));
    // Each is asked for again by the version after it, which tells what it changed.
    for (const configuration of found.versions)
      this.configurations.prime(configuration.version, configuration);
    return found;
  }

  /** A page of an account's numbers as a version or the draft shows them. */
  async pageNumbers(view: NumberView, page: NumberPage): Promise<readonly OrganizationNumber[]> {
    const along = this.#numbersAlong;
    const { filter, after, limit } = page;
    const isRead =
      along?.of === view.selected &&
      along.page.filter === filter &&
      along.page.after === after &&
      along.page.limit === limit;
    return isRead ? along.numbers : this.run((tx) => pageNumbers(tx, view, page));
  }

  /** The audit entry of a consent record. */
  entryOf(consent: Consent): Promise<AuditEntry | null> {
    return this.#namedEntries.load(entryNameOf(consent));
  }

  /** The instant of the unit, by the database's clock. */
  now(): Promise<Date> {
    return this.run((tx) => tx.now);
  }
}

function nameKey({ kind, object }: EntryName): string {
  return `${kind} ${object}`;
}

async function readCurrentDraft(tx: Transaction): Promise<Draft | null> {
  const [draft, now] = await Promise.all([readDraft(tx), tx.now]);
  return draft === null || draft.expiresAt <= now ? null : draft;
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => {
    reading ??= read();
    return reading;
  };
}

function onceEach<K, T>(read: (key: K) => Promise<T>): (key: K) => Promise<T> {
  const readings = new Map<K, Promise<T>>();
  return (key) => {
    const reading = readings.get(key) ?? read(key);
    readings.set(key, reading);
    return reading;
  };
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
