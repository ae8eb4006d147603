import type { Database, Transaction } from '../../database/client.ts';
import { systemScope } from '../../kernel/scope.ts';
import type { KeyRing } from '../../secrets/key-ring.ts';
import type { LookupHashes } from '../../secrets/recipient-cipher.ts';
import { type CallbackOutcome, callbackOutcome, isValidSignature } from '../../twilio/callback-signature.ts';
import type { TwilioCredential, TwilioGateway } from '../../twilio/gateway.ts';
import type { FollowUpTimes } from '../decide/follow-up-rules.ts';
import { hasDefaultSender } from '../decide/sender-choice-rules.ts';
import { findDispatch } from '../record/dispatch-store.ts';
import { attemptCredentials } from '../send/attempt-credentials.ts';
import {
  type CalledAttempt,
  callbackAddress,
  calledAttempt,
  signedAddress,
} from '../send/callback-address.ts';
import type { DispatchPlatform } from '../settings/platform.ts';
import { changeDispatch } from '../settle/settlement.ts';
import { reported } from './report-rules.ts';

/** A status callback as it arrived, from whomever. */
export interface StatusCallback {
  /** The path that was asked for. */
  readonly path: string;
  readonly fields: URLSearchParams;
  /** The header `X-Twilio-Signature`. */
  readonly signature: string | undefined;
  readonly requestId: string;
}

export interface StatusCallbackDeps {
  readonly database: Database;
  readonly gateway: Pick<TwilioGateway, 'fetchSent'>;
  readonly keyRing: KeyRing;
  readonly platform: DispatchPlatform;
  readonly publicUrl: () => string | null;
  readonly followUpTimes: FollowUpTimes;
  readonly hashes: LookupHashes;
}

/** Takes in what Twilio reports. */
export interface StatusCallbacks {
  /** True if Twilio was told this very path. Asks nothing of the database. */
  isExpected(path: string): boolean;
  /**
   * True if the callback is one of Twilio's about an attempt that there is (D13). What it says is then kept where it is
   * news; nothing is changed by any other, and its sender does not learn what was wrong with it.
   */
  receive(callback: StatusCallback): Promise<boolean>;
}

/** Makes the service from what it needs. */
export function createStatusCallbacks(deps: StatusCallbackDeps): StatusCallbacks {
  return {
    isExpected: (path) => calledAttempt(deps.hashes, path) !== undefined,
    async receive(callback) {
      const publicUrl = deps.publicUrl();
      const named = calledAttempt(deps.hashes, callback.path);
      if (publicUrl === null || named === undefined) return false;
      const { tenant } = named;
      const write: Write = (work) => deps.database.write(tenant, work);
      const taken = await write((tx) => take(deps, tx, callback, named, publicUrl));
      return typeof taken === 'boolean' ? taken : readBack(deps, write, callback, named, taken);
    },
  };
}

/** Works in a transaction of the tenant that the callback names. */
type Write = <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;

async function take(
  deps: StatusCallbackDeps,
  tx: Transaction,
  { fields, signature, requestId }: StatusCallback,
  { tenant, dispatchId, attemptId }: CalledAttempt,
  publicUrl: string,
): Promise<boolean | Unsigned> {
  const record = await findDispatch(tx, dispatchId);
  const attempt = record?.attempts.find(({ id }) => id === attemptId);
  if (record === undefined || attempt === undefined) return false;
  const credentials = await attemptCredentials(deps, tx, attempt);
  const isTwilios = isValidSignature({
    url: signedAddress(callbackAddress(publicUrl, deps.hashes, { tenant, dispatchId, attemptId })),
    fields,
    signature,
    // Twilio signs with the account's own token, never with the secret of a key.
    authTokens: credentials.filter(({ keySid }) => keySid === undefined).map(({ authToken }) => authToken),
  });
  const outcome = callbackOutcome(fields);
  if (!isTwilios) {
    const keys = credentials.filter(({ keySid }) => keySid !== undefined);
    const isSame = attempt.twilioSid === null || attempt.twilioSid === outcome?.sid;
    return outcome?.channel === record.channel && isSame && keys.length > 0 && { keys, outcome };
  }
  if (outcome === null || outcome.channel !== record.channel) return true;
  const report = { twilioSid: outcome.sid, status: outcome.status, code: outcome.errorCode };
  await keep(deps, tx, { tenant, dispatchId, attemptId }, requestId, report);
  return true;
}

/** A callback under the address that Twilio was told, whose signature cannot be checked: only keys of the account are known. */
interface Unsigned {
  readonly keys: readonly TwilioCredential[];
  readonly outcome: CallbackOutcome;
}

/**
 * Reads the message or call at Twilio: the address says that the report is about the attempt, and what is read says that it is true
 * (D13). What cannot be read does not count; Twilio reports again.
 */
async function readBack(
  deps: StatusCallbackDeps,
  write: Write,
  { requestId }: StatusCallback,
  called: CalledAttempt,
  { keys, outcome: { channel, sid } }: Unsigned,
): Promise<boolean> {
  for (const key of keys) {
    const read = await deps.gateway.fetchSent(key, channel, sid, AbortSignal.timeout(READ_BACK_MS));
    if (!read.ok) continue;
    const { status, errorCode: code } = read.value;
    if (status === null) return true;
    const report = { twilioSid: read.value.sid, status, code };
    await write((tx) => keep(deps, tx, called, requestId, report));
    return true;
  }
  return false;
}

/** Below the time after which Twilio gives a callback up, in milliseconds. */
const READ_BACK_MS = 10_000;

async function keep(
  deps: StatusCallbackDeps,
  tx: Transaction,
  { tenant, dispatchId, attemptId }: CalledAttempt,
  requestId: string,
  report: Parameters<typeof reported>[2],
): Promise<void> {
  const scope = systemScope(tenant, 'status-callback', requestId);
  await changeDispatch(tx, scope, dispatchId, (locked, now) =>
    reported(locked, attemptId, report, {
      hasDefaultNumber: hasDefaultSender(deps.platform, locked),
      now,
      times: deps.followUpTimes,
    }),
  );
}
