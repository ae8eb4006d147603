import { z } from 'zod';
import { type ColumnValues, columnsOf, dispatchAttemptRow, dispatchRecordRow } from '../../database/rows.ts';
import { dispatchAttempt, dispatchRecord } from '../../database/tables.ts';
import { fellBack } from '../../stats/rollup-rules.ts';
import type { Attempt, DispatchRecord } from './dispatch.ts';
import { settingsOf, storedSettings } from './stored-settings.ts';

const recordRow = dispatchRecordRow.extend({ attempts: z.array(dispatchAttemptRow) });

/**
 * The attempts of a record `r` as a JSON array in their order. They begin within seconds of the record's creation; the
 * bounds on their ids, a day to either side, leave all other months' partitions out.
 */
const ATTEMPTS = `coalesce((select jsonb_agg(to_jsonb(a) order by a.ordinal) from (
    select ${columnsOf(dispatchAttempt, 'a', dispatchAttemptRow)} from dispatch_attempt a
     where a.tenant_id = r.tenant_id and a.dispatch_id = r.id
       and a.id >= originator_first_uuid(r.created_at - interval '24 hours')
       and a.id < originator_first_uuid(r.created_at + interval '24 hours')) a), '[]') as attempts`;

/** The columns that `toDispatchRecord` reads of a record `r`, with its attempts. */
export const RECORD = `${columnsOf(dispatchRecord, 'r', recordRow)}, ${ATTEMPTS}`;

/** The record in a row that holds `RECORD`. */
export function toDispatchRecord(value: unknown): DispatchRecord {
  const row = recordRow.parse(value);
  const { recipientKeyId: keyId, recipientSealed: sealed } = row;
  const { chargeAmount: amount, chargeCurrency: currency, chargeSource: source } = row;
  return {
    tenant: row.tenantId,
    id: row.id,
    idempotencyKey: row.idempotencyKey,
    channel: row.channel,
    recipientMasked: row.recipientMasked,
    recipientHash: row.recipientHash,
    sealedRecipient: keyId === null || sealed === null ? null : { masterKeyId: keyId, sealed },
    country: row.country,
    language: row.language,
    validitySeconds: row.validitySeconds,
    estimatedSegments: row.segments,
    configurationVersion: row.configurationVersion,
    fallbackMode: row.fallbackMode,
    settings: settingsOf(row.settings),
    state: row.state,
    delivery: row.delivery,
    deliveryCode: row.deliveryCode,
    billed: row.billedAccount,
    alsoBilled: row.alsoBilled,
    trigger: row.trigger,
    rule: row.rule,
    failureReason: row.failureReason,
    charge:
      amount === null || currency === null || source === null
        ? null
        : { amount, currency, source, rateCardVersion: row.rateCardVersion },
    requestedBy: row.requestedBy,
    requestId: row.requestId,
    createdAt: row.createdAt,
    settledAt: row.settledAt,
    changedAt: row.changedAt,
    leaseUntil: row.leaseUntil,
    followUpAt: row.followUpAt,
    followUps: row.followUps,
    simulated: row.simulated === true,
    deliveredAt: row.deliveredAt,
    attempts: row.attempts,
  };
}

/** The record's columns as JSON that PostgreSQL reads back with `json_populate_recordset`. */
export function recordColumns(record: DispatchRecord): ColumnValues<typeof dispatchRecord> {
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
    delivered_at: record.deliveredAt,
  };
}

/** An attempt's columns, likewise. */
export function attemptColumns(
  { tenant, id: dispatchId }: DispatchRecord,
  attempt: Attempt,
): ColumnValues<typeof dispatchAttempt> {
  return {
    tenant_id: tenant,
    id: attempt.id,
    dispatch_id: dispatchId,
    ordinal: attempt.ordinal,
    originator: attempt.originator,
    account_sid: attempt.accountSid,
    credential_id: attempt.credentialId,
    from_number: attempt.from,
    sender_kind: attempt.senderKind,
    sender_class: attempt.senderClass,
    chosen_from: attempt.chosenFrom,
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
    budgeted: attempt.budgeted,
  };
}

function hex(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`;
}
