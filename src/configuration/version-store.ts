import { z } from 'zod';
import { accountColumn } from '../account/account.ts';
import type { Consent } from '../consent/consent.ts';
import { CONSENT_OF_VERSION, toConsent } from '../consent/consent-store.ts';
import type { PreparedStatement, Transaction } from '../database/client.ts';
import { actorColumn, tenantIdColumn, uuidColumn } from '../database/row-columns.ts';
import { configurationVersion as versionTable } from '../database/tables.ts';
import { configurationVersion } from '../kernel/ids.ts';
import { FALLBACK_MODES } from '../kernel/vocabulary/fallback.ts';
import { type NumberPage, numbersOfPage, PAGE_OF_VERSION } from '../numbers/number-store.ts';
import { type OrganizationNumber, selectedNumbersColumn } from '../numbers/organization-number.ts';
import { type Configuration, initialConfiguration, type SavedConfiguration } from './configuration.ts';

const row = z
  .object({
    tenant_id: tenantIdColumn,
    version: z.int().transform(configurationVersion),
    in_force_from: z.date(),
    account: accountColumn.nullable(),
    selected_numbers: selectedNumbersColumn,
    sms_enabled: z.boolean(),
    voice_enabled: z.boolean(),
    fallback_mode: z.enum(FALLBACK_MODES),
    fallback_chosen_at: z.date().nullable(),
    fallback_chosen_by: actorColumn.nullable(),
    consent_id: uuidColumn.nullable(),
    saved_by: actorColumn,
    request_id: z.string(),
    request_digest: z.string().nullable(),
  })
  .transform(
    (read): Configuration => ({
      tenant: read.tenant_id,
      version: read.version,
      inForceFrom: read.in_force_from,
      account: read.account,
      selectedNumbers: read.selected_numbers,
      channels: { sms: read.sms_enabled, voice: read.voice_enabled },
      fallback: {
        mode: read.fallback_mode,
        chosenAt: read.fallback_chosen_at,
        chosenBy: read.fallback_chosen_by,
      },
      consentId: read.consent_id,
      savedBy: read.saved_by,
      requestId: read.request_id,
      requestDigest: read.request_digest,
    }),
  );

const LIVE: PreparedStatement = {
  name: 'configuration-live',
  text: 'select * from configuration_version where tenant_id = $1 order by version desc limit 1',
};

const LIVE_WITH: PreparedStatement = {
  name: 'configuration-live-with',
  text: `select version.*, case when $5 then ${CONSENT_OF_VERSION} end as consent, ${PAGE_OF_VERSION} as numbers
           from (select * from configuration_version where tenant_id = $1 order by version desc limit 1) version`,
};

const AT: PreparedStatement = {
  name: 'configuration-at',
  text: `select * from configuration_version where tenant_id = $1 and in_force_from <= $2
          order by in_force_from desc limit 1`,
};

const BY_NUMBER: PreparedStatement = {
  name: 'configuration-by-number',
  text: 'select * from configuration_version where tenant_id = $1 and version = any($2::int[])',
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

/** The version that was in force at `at`; version 0 before the first save. */
export async function readConfigurationAt(tx: Transaction, at: Date): Promise<Configuration> {
  const [inForce] = await tx.prepared(AT, [tx.tenant, at]);
  return inForce === undefined ? initialConfiguration(tx.tenant) : row.parse(inForce);
}

/** The tenant's versions of these numbers, in no order. Version 0 is among them when asked for. */
export async function findConfigurations(
  tx: Transaction,
  versions: readonly number[],
): Promise<readonly Configuration[]> {
  const stored = await tx.prepared(BY_NUMBER, [tx.tenant, versions]);
  const found = stored.map((version) => row.parse(version));
  return versions.includes(0) ? [...found, initialConfiguration(tx.tenant)] : found;
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
  });
}
