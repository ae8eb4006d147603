import type { Database, Transaction } from '../database/client.ts';
import { parseTenantId, parseUuid, type TenantId, type Uuid } from '../kernel/ids.ts';
import { systemScope } from '../kernel/scope.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import { callbackOutcome, isValidSignature } from '../twilio/callback-signature.ts';
import { attemptCredentials } from './attempt-credentials.ts';
import { findDispatch } from './dispatch-store.ts';
import type { FollowUpTimes } from './follow-up-rules.ts';
import { type DispatchPlatform, hasDefaultSender } from './platform.ts';
import { reported } from './report-rules.ts';
import { callbackAddress, STATUS_CALLBACK_PATH } from './sender.ts';
import { changeDispatch } from './settlement.ts';

/** A status callback as it arrived, from whomever. */
export interface StatusCallback {
  /** The path that was asked for, and what stood behind its question mark. */
  readonly path: string;
  readonly query: string;
  readonly fields: URLSearchParams;
  /** The header `X-Twilio-Signature`. */
  readonly signature: string | undefined;
  readonly requestId: string;
}

/** What taking callbacks in takes. */
export interface StatusCallbackParts {
  readonly database: Database;
  readonly keyRing: KeyRing;
  readonly platform: DispatchPlatform;
  readonly publicUrl: () => string | null;
  readonly followUpTimes: FollowUpTimes;
}

/** Takes in what Twilio reports. */
export interface StatusCallbacks {
  /**
   * Whether the callback is one of Twilio's about an attempt that there is (D13). What it says is then kept where it is
   * news; nothing is changed by any other, and its sender does not learn what was wrong with it.
   */
  receive(callback: StatusCallback): Promise<boolean>;
}

/** The service on its parts. */
export function createStatusCallbacks(parts: StatusCallbackParts): StatusCallbacks {
  return {
    async receive(callback) {
      const publicUrl = parts.publicUrl();
      const named = namedAttempt(callback);
      if (publicUrl === null || named === undefined) return false;
      return parts.database.write(named.tenant, (tx) => take(parts, tx, callback, named, publicUrl));
    },
  };
}

interface NamedAttempt {
  readonly tenant: TenantId;
  readonly dispatchId: Uuid;
  readonly attemptId: Uuid;
}

/** What the path names; `undefined` for any path but the very ones that Twilio is told. */
function namedAttempt({ path, query }: StatusCallback): NamedAttempt | undefined {
  if (!path.startsWith(STATUS_CALLBACK_PATH) || query !== '') return undefined;
  const [tenantText = '', dispatchText = '', attemptText = '', ...rest] = path
    .slice(STATUS_CALLBACK_PATH.length)
    .split('/');
  const tenant = parseTenantId(tenantText);
  const dispatchId = parseUuid(dispatchText);
  const attemptId = parseUuid(attemptText);
  if (tenant === undefined || dispatchId === undefined || attemptId === undefined) return undefined;
  const isExact = rest.length === 0 && dispatchId === dispatchText && attemptId === attemptText;
  return isExact ? { tenant, dispatchId, attemptId } : undefined;
}

async function take(
  parts: StatusCallbackParts,
  tx: Transaction,
  { fields, signature, requestId }: StatusCallback,
  { tenant, dispatchId, attemptId }: NamedAttempt,
  publicUrl: string,
): Promise<boolean> {
  const record = await findDispatch(tx, dispatchId);
  const attempt = record?.attempts.find(({ id }) => id === attemptId);
  if (record === undefined || attempt === undefined) return false;
  const credentials = await attemptCredentials(parts, tx, attempt);
  const isTwilios = isValidSignature({
    url: callbackAddress(publicUrl, tenant, dispatchId, attemptId),
    fields,
    signature,
    authTokens: credentials.map(({ authToken }) => authToken),
  });
  if (!isTwilios) return false;
  const outcome = callbackOutcome(fields);
  if (outcome === null || outcome.channel !== record.channel) return true;
  const report = { twilioSid: outcome.sid, status: outcome.status, code: outcome.errorCode };
  const scope = systemScope(tenant, 'status-callback', requestId);
  await changeDispatch(tx, scope, dispatchId, (locked, now) =>
    reported(locked, attemptId, report, {
      hasDefaultNumber: hasDefaultSender(parts.platform, locked.channel),
      now,
      times: parts.followUpTimes,
    }),
  );
  return true;
}
