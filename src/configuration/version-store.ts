import { and, desc, eq, inArray, lte } from 'drizzle-orm';
import type { Consent } from '../consent/consent.ts';
import { CONSENT_OF_VERSION, toConsent } from '../consent/consent-store.ts';
import type { PreparedStatement, Transaction } from '../database/client.ts';
import { columnsOf, versionRow } from '../database/rows.ts';
import { configurationVersion as versionTable } from '../database/tables.ts';
import type { TenantId } from '../kernel/ids.ts';
import { NO_CHOICE } from '../kernel/sending/sending-policy.ts';
import { type NumberPage, numbersOfPage, PAGE_OF_VERSION } from '../numbers/number-store.ts';
import type { OrganizationNumber } from '../numbers/organization-number.ts';
import { type Configuration, initialConfiguration, type SavedConfiguration } from './configuration.ts';
import { keptChoice } from './sending-policy-rules.ts';

const row = versionRow.transform(
  (read): Configuration => ({
    tenant: read.tenantId,
    version: read.version,
    inForceFrom: read.inForceFrom,
    account: read.account,
    selectedNumbers: read.selectedNumbers,
    channels: { sms: read.smsEnabled, voice: read.voiceEnabled },
    fallback: {
      mode: read.fallbackMode,
      chosenAt: read.fallbackChosenAt,
      chosenBy: read.fallbackChosenBy,
    },
    sendingPolicy: read.sendingPolicy ?? NO_CHOICE,
    consentId: read.consentId,
    savedBy: read.savedBy,
    requestId: read.requestId,
    requestDigest: read.requestDigest,
  }),
);

const COLUMNS = columnsOf(versionTable, 'version', versionRow);

const LIVE: PreparedStatement = {
  name: 'configuration-live',
  text: `select ${COLUMNS} from configuration_version version where tenant_id = $1 order by version desc limit 1`,
};

const LIVE_WITH: PreparedStatement = {
  name: 'configuration-live-with',
  text: `select ${COLUMNS}, case when $5 then ${CONSENT_OF_VERSION} end as consent, ${PAGE_OF_VERSION} as numbers
           from (select * from configuration_version where tenant_id = $1 order by version desc limit 1) version`,
};

/** The tenant's live configuration: the newest version, or version 0 when nothing was saved (S12). */
export async function readLiveConfiguration(tx: Transaction): Promise<Configuration> {
  const [newest] = await tx.prepared(LIVE, [tx.tenant]);
  return newest === undefined ? initialConfiguration(tx.tenant) : row.parse(newest);
}

/** The objects that are read together with the live configuration. */
export interface ReadAlong {
  readonly consent: boolean;
  /** Of its account. */
  readonly numbers: NumberPage | null;
}

const NO_NUMBERS: NumberPage = { filter: 'SELECTED', after: '', limit: 0 };

/** The live configuration and what was read along. */
export interface LiveWith {
  readonly live: Configuration;
  readonly consent: Consent | null;
  readonly numbers: readonly OrganizationNumber[];
}

/** The live configuration, its consent and a page of its numbers in one statement. */
export async function readLiveConfigurationWith(tx: Transaction, along: ReadAlong): Promise<LiveWith> {
  const { filter, after, limit } = along.numbers ?? NO_NUMBERS;
  const [newest] = await tx.prepared(LIVE_WITH, [tx.tenant, filter, after, limit, along.consent]);
  if (newest === undefined) return { live: initialConfiguration(tx.tenant), consent: null, numbers: [] };
  const live = row.parse(newest);
  return {
    live,
    consent: newest['consent'] === null ? null : toConsent(newest['consent']),
    numbers: live.account === null ? [] : numbersOfPage(newest['numbers'], live.account.sid),
  };
}

const NEWEST: PreparedStatement = {
  name: 'configuration-newest',
  text: `select tenant_id, version from unnest($1::text[]) as watched (tenant_id) cross join lateral (
           select version from configuration_version
            where configuration_version.tenant_id = watched.tenant_id order by version desc limit 1) newest`,
};

const newestRow = versionRow.pick({ tenantId: true, version: true });

/** The numbers of the newest versions of these tenants, of those that have saved any. Runs as the system. */
export async function newestVersions(
  tx: Transaction,
  tenants: readonly TenantId[],
): Promise<ReadonlyMap<TenantId, number>> {
  const rows = await tx.prepared(NEWEST, [tenants]);
  return new Map(
    rows.map((read) => {
      const { tenantId, version } = newestRow.parse({
        tenantId: read['tenant_id'],
        version: read['version'],
      });
      return [tenantId, version];
    }),
  );
}

/** The version that was in force at `at`; version 0 before the first save. */
export async function readConfigurationAt(tx: Transaction, at: Date): Promise<Configuration> {
  const [inForce] = await tx.sql
    .select()
    .from(versionTable)
    .where(and(eq(versionTable.tenantId, tx.tenant), lte(versionTable.inForceFrom, at)))
    .orderBy(desc(versionTable.inForceFrom))
    .limit(1);
  return inForce === undefined ? initialConfiguration(tx.tenant) : row.parse(inForce);
}

/** The tenant's versions of these numbers, in no order. Version 0 is among them when asked for. */
export async function findConfigurations(
  tx: Transaction,
  versions: readonly number[],
): Promise<readonly Configuration[]> {
  const stored = await tx.sql
    .select()
    .from(versionTable)
    .where(and(eq(versionTable.tenantId, tx.tenant), inArray(versionTable.version, [...versions])));
  const found = stored.map((version) => row.parse(version));
  return versions.includes(0) ? [...found, initialConfiguration(tx.tenant)] : found;
}

/**
 * The number of selected numbers in the versions of a page: a version that begins beyond it is left to the next page, since
 * one has as many as the account.
 */
const NUMBERS_OF_PAGE = 5_000;

const PAGE: PreparedStatement = {
  name: 'configuration-page',
  text: `select ${COLUMNS} from (
           select *, sum(jsonb_array_length(selected_numbers)) over (order by version desc)
                       - jsonb_array_length(selected_numbers) as newer_numbers
             from configuration_version where tenant_id = $1 and version < $2
            order by version desc limit $3) version
          where newer_numbers < ${NUMBERS_OF_PAGE} order by version desc`,
};

/** Up to `limit` versions older than `before`, newest first and version 0 last, with where it ended early (X5). */
export async function pageConfigurations(
  tx: Transaction,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<{ readonly versions: readonly Configuration[]; readonly endedAt: number | null }> {
  const stored = await tx.prepared(PAGE, [tx.tenant, before ?? 0x7fff_ffff, limit]);
  const versions = stored.map((version) => row.parse(version));
  const oldest = versions.at(-1)?.version ?? 1;
  if (versions.length === limit || before === 0) return { versions, endedAt: null };
  if (oldest > 1) return { versions, endedAt: oldest };
  return { versions: [...versions, initialConfiguration(tx.tenant)], endedAt: null };
}

/** Keeps a version for good; `unique (tenant_id, version)` refuses a second one of the same number. */
export async function insertConfiguration(tx: Transaction, configuration: SavedConfiguration): Promise<void> {
  const { account, channels, fallback } = configuration;
  await tx.sql.insert(versionTable).values({
    tenantId: configuration.tenant,
    version: configuration.version,
    inForceFrom: configuration.inForceFrom,
    accountSid: account?.sid,
    account,
    credentialId: account?.credentialId,
    selectedNumbers: configuration.selectedNumbers,
    smsEnabled: channels.sms,
    voiceEnabled: channels.voice,
    fallbackMode: fallback.mode,
    fallbackChosenAt: fallback.chosenAt,
    fallbackChosenBy: fallback.chosenBy,
    consentId: configuration.consentId,
    savedBy: configuration.savedBy,
    requestId: configuration.requestId,
    requestDigest: configuration.requestDigest,
    sendingPolicy: keptChoice(configuration.sendingPolicy),
  });
}
