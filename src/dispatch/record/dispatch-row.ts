import { z } from 'zod';
import { accountSidColumn, actorColumn, tenantIdColumn, uuidColumn } from '../../database/row-columns.ts';
import { configurationVersion } from '../../kernel/ids.ts';
import {
  BILLED_ACCOUNTS,
  CHANNELS,
  CHARGE_SOURCES,
  DELIVERY_STATES,
  DISPATCH_RULES,
  DISPATCH_STATES,
  EVIDENCES,
  FAILURE_REASONS,
  ORIGINATORS,
  OUTCOME_CLASSES,
  TRIGGERS,
} from '../../kernel/vocabulary/dispatch.ts';
import { FALLBACK_MODES } from '../../kernel/vocabulary/fallback.ts';
import { fellBack } from '../../stats/rollup-rules.ts';
import type { Attempt, DispatchRecord } from './dispatch.ts';
import { StoredSettings, settingsOf, storedSettings } from './stored-settings.ts';

const outcome = z.enum(OUTCOME_CLASSES);
const originator = z.enum(ORIGINATORS);

const charge = z.object({
  amount: z.string(),
  currency: z.string(),
  source: z.enum(CHARGE_SOURCES),
  rateCardVersion: z.string().nullable(),
});

/** The columns of an attempt, as `dispatch_attempt` names them; instants as dates or as JSON text. */
const attemptRow = z
  .object({
    id: uuidColumn,
    ordinal: z.int(),
    originator,
    account_sid: accountSidColumn,
    credential_id: uuidColumn.nullable(),
    from_number: z.string(),
    outcome,
    evidence: z.enum(EVIDENCES).nullable(),
    twilio_sid: z.string().nullable(),
    segments: z.int().nullable(),
    http_status: z.int().nullable(),
    code: z.int().nullable(),
    fault: z.string().nullable(),
    started_at: z.coerce.date(),
    duration_ms: z.int().nullable(),
    settled_at: z.coerce.date().nullable(),
    quote: charge.nullable(),
  })
  .transform(
    (row): Attempt => ({
      id: row.id,
      ordinal: row.ordinal,
      originator: row.originator,
      accountSid: row.account_sid,
      credentialId: row.credential_id,
      from: row.from_number,
      outcome: row.outcome,
      evidence: row.evidence,
      twilioSid: row.twilio_sid,
      segments: row.segments,
      httpStatus: row.http_status,
      code: row.code,
      fault: row.fault,
      startedAt: row.started_at,
      durationMs: row.duration_ms,
      settledAt: row.settled_at,
      quote: row.quote,
    }),
  );

const recordRow = z.object({
  tenant_id: tenantIdColumn,
  id: uuidColumn,
  idempotency_key: z.string(),
  channel: z.enum(CHANNELS),
  recipient_masked: z.string(),
  recipient_hash: z.instanceof(Buffer),
  recipient_key_id: z.string().nullable(),
  recipient_sealed: z.instanceof(Buffer).nullable(),
  country: z.string(),
  language: z.string().nullable(),
  validity_seconds: z.int().nullable(),
  segments: z.int(),
  configuration_version: z.int().transform(configurationVersion),
  fallback_mode: z.enum(FALLBACK_MODES),
  settings: StoredSettings,
  state: z.enum(DISPATCH_STATES),
  delivery: z.enum(DELIVERY_STATES),
  delivery_code: z.int().nullable(),
  billed_account: z.enum(BILLED_ACCOUNTS),
  also_billed: originator.nullable(),
  trigger: z.enum(TRIGGERS).nullable(),
  rule: z.enum(DISPATCH_RULES),
  failure_reason: z.enum(FAILURE_REASONS).nullable(),
  charge_amount: z.string().nullable(),
  charge_currency: z.string().nullable(),
  charge_source: z.enum(CHARGE_SOURCES).nullable(),
  rate_card_version: z.string().nullable(),
  requested_by: actorColumn,
  request_id: z.string(),
  created_at: z.date(),
  settled_at: z.date().nullable(),
  changed_at: z.date(),
  lease_until: z.date().nullable(),
  follow_up_at: z.date().nullable(),
  follow_ups: z.int(),
  simulated: z.boolean().nullable(),
  attempts: z.array(attemptRow),
});

/** The record in a row of `dispatch_record` with its attempts as a JSON array beside it. */
export function toDispatchRecord(value: unknown): DispatchRecord {
  const row = recordRow.parse(value);
  const { recipient_key_id: keyId, recipient_sealed: sealed } = row;
  const { charge_amount: amount, charge_currency: currency, charge_source: source } = row;
  return {
    tenant: row.tenant_id,
    id: row.id,
    idempotencyKey: row.idempotency_key,
    channel: row.channel,
    recipientMasked: row.recipient_masked,
    recipientHash: row.recipient_hash,
    sealedRecipient: keyId === null || sealed === null ? null : { masterKeyId: keyId, sealed },
    country: row.country,
    language: row.language,
    validitySeconds: row.validity_seconds,
    estimatedSegments: row.segments,
    configurationVersion: row.configuration_version,
    fallbackMode: row.fallback_mode,
    settings: settingsOf(row.settings),
    state: row.state,
    delivery: row.delivery,
    deliveryCode: row.delivery_code,
    billed: row.billed_account,
    alsoBilled: row.also_billed,
    trigger: row.trigger,
    rule: row.rule,
    failureReason: row.failure_reason,
    charge:
      amount === null || currency === null || source === null
        ? null
        : { amount, currency, source, rateCardVersion: row.rate_card_version },
    requestedBy: row.requested_by,
    requestId: row.request_id,
    createdAt: row.created_at,
    settledAt: row.settled_at,
    changedAt: row.changed_at,
    leaseUntil: row.lease_until,
    followUpAt: row.follow_up_at,
    followUps: row.follow_ups,
    simulated: row.simulated === true,
    attempts: row.attempts,
  };
}

/** The record's columns as JSON that PostgreSQL reads back with `json_populate_recordset`. */
export function recordColumns(record: DispatchRecord): Record<string, unknown> {
  const { charge, sealedRecipient } = record;
  return {
    tenant_id: record.tenant,
    id: record.id,
    idempotency_key: record.idempotencyKey,
    channel: record.channel,
    recipient_masked: record.recipientMasked,
    recipient_hash: hex(record.recipientHash),
    recipient_key_id: sealedRecipient?.masterKeyId ?? null,
    recipient_sealed: sealedRecipient === null ? null : hex(sealedRecipient.sealed),
    country: record.country,
    language: record.language,
    validity_seconds: record.validitySeconds,
    segments: record.estimatedSegments,
    configuration_version: record.configurationVersion,
    fallback_mode: record.fallbackMode,
    settings: storedSettings(record.settings),
    state: record.state,
    delivery: record.delivery,
    delivery_code: record.deliveryCode,
    billed_account: record.billed,
    also_billed: record.alsoBilled,
    trigger: record.trigger,
    rule: record.rule,
    fell_back: fellBack(record),
    failure_reason: record.failureReason,
    charge_amount: charge?.amount ?? null,
    charge_currency: charge?.currency ?? null,
    charge_source: charge?.source ?? null,
    rate_card_version: charge?.rateCardVersion ?? null,
    requested_by: record.requestedBy,
    request_id: record.requestId,
    created_at: record.createdAt,
    settled_at: record.settledAt,
    changed_at: record.changedAt,
    lease_until: record.leaseUntil,
    follow_up_at: record.followUpAt,
    follow_ups: record.followUps,
    simulated: record.simulated,
  };
}

/** An attempt's columns, likewise. */
export function attemptColumns(
  { tenant, id: dispatchId }: DispatchRecord,
  attempt: Attempt,
): Record<string, unknown> {
  return {
    tenant_id: tenant,
    id: attempt.id,
    dispatch_id: dispatchId,
    ordinal: attempt.ordinal,
    originator: attempt.originator,
    account_sid: attempt.accountSid,
    credential_id: attempt.credentialId,
    from_number: attempt.from,
    outcome: attempt.outcome,
    evidence: attempt.evidence,
    twilio_sid: attempt.twilioSid,
    segments: attempt.segments,
    http_status: attempt.httpStatus,
    code: attempt.code,
    fault: attempt.fault,
    started_at: attempt.startedAt,
    duration_ms: attempt.durationMs,
    settled_at: attempt.settledAt,
    quote: attempt.quote,
  };
}

function hex(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`;
}
