import type { Database, Transaction } from '../../database/client.ts';
import { systemScope } from '../../kernel/scope.ts';
import type { KeyRing } from '../../secrets/key-ring.ts';
import type { LookupHashes } from '../../secrets/recipient-cipher.ts';
import { callbackOutcome, isValidSignature } from '../../twilio/callback-signature.ts';
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
      return deps.database.write(named.tenant, (tx) => take(deps, tx, callback, named, publicUrl));
    },
  };
}

async function take(
  deps: StatusCallbackDeps,
  tx: Transaction,
  { fields, signature, requestId }: StatusCallback,
  { tenant, dispatchId, attemptId }: CalledAttempt,
  publicUrl: string,
): Promise<boolean> {
  const record = await findDispatch(tx, dispatchId);
  const attempt = record?.attempts.find(({ id }) => id === attemptId);
  if (record === undefined || attempt === undefined) return false;
  const credentials = await attemptCredentials(deps, tx, attempt);
  const isTwilios = isValidSignature({
    url: signedAddress(callbackAddress(publicUrl, deps.hashes, { tenant, dispatchId, attemptId })),
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
      hasDefaultNumber: hasDefaultSender(deps.platform, locked),
      now,
      times: deps.followUpTimes,
    }),
  );
  return true;
}
