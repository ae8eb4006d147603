import type { LiveCredential } from '../../account/credential-store.ts';
import { openCredential } from '../../account/open-credential.ts';
import type { KeyRing } from '../../secrets/key-ring.ts';
import type { LookupHashes } from '../../secrets/recipient-cipher.ts';
import type { SendOutcome, TwilioCredential, TwilioGateway } from '../../twilio/gateway.ts';
import type { DecisionContext } from '../decide/decision-context.ts';
import type { DispatchRequest } from '../decide/request-rules.ts';
import type { AttemptNews } from '../decide/settlement-rules.ts';
import type { Attempt, DispatchRecord } from '../record/dispatch.ts';
import { type DispatchPlatform, defaultCredentials } from '../settings/platform.ts';
import { callbackAddress } from './callback-address.ts';

/** The dependencies of sending. */
export interface SenderDeps {
  readonly gateway: TwilioGateway;
  readonly keyRing: KeyRing;
  readonly platform: DispatchPlatform;
  /** The URL at which Twilio reaches this platform; null if it cannot; then no status is reported. */
  readonly publicUrl: () => string | null;
  /** For the MAC in the address that Twilio is told. */
  readonly hashes: LookupHashes;
}

/** Makes an attempt's call and says what it came to; it never rejects for anything that Twilio or the network does. */
export async function send(
  deps: SenderDeps,
  context: Pick<DecisionContext, 'credential'>,
  request: DispatchRequest,
  { record, attempt }: { readonly record: DispatchRecord; readonly attempt: Attempt },
  timeoutMs: number,
): Promise<AttemptNews> {
  const begun = performance.now();
  const credentials = credentialsOf(deps, context, attempt);
  const statusCallback = callbackUrl(deps, record, attempt);
  const common = { to: request.to, from: attempt.from, statusCallback };
  const outcome = await byAnyToken(credentials, timeoutMs, (credential, leftMs) =>
    request.channel === 'SMS'
      ? deps.gateway.sendMessage(
          credential,
          { ...common, body: request.text, validitySeconds: request.validitySeconds },
          { timeoutMs: leftMs },
        )
      : deps.gateway.placeCall(
          credential,
          { ...common, say: { text: request.text, language: request.language ?? 'en-US' } },
          { timeoutMs: leftMs },
        ),
  );
  return newsOf(outcome, Math.round(performance.now() - begun));
}

/** Twilio has not processed what it refuses a token for, so that another token may be tried with it (D15). */
async function byAnyToken(
  [first, ...others]: readonly [TwilioCredential, ...TwilioCredential[]],
  timeoutMs: number,
  call: (credential: TwilioCredential, timeoutMs: number) => Promise<SendOutcome>,
): Promise<SendOutcome> {
  const until = performance.now() + timeoutMs;
  let outcome = await call(first, timeoutMs);
  for (const other of others) {
    const leftMs = Math.floor(until - performance.now());
    if (!isTokenRefused(outcome) || leftMs < 1) break;
    outcome = await call(other, leftMs);
  }
  return outcome;
}

function isTokenRefused(outcome: SendOutcome): boolean {
  return outcome.outcome === 'REFUSED' && outcome.httpStatus === 401 && outcome.code === 20003;
}

/** Asks Twilio to repeat what it could not deliver; the fragment is neither sent nor signed. */
const CALLBACK_RETRIES = '#rc=3&rp=all';

function callbackUrl(
  { publicUrl, hashes }: SenderDeps,
  { tenant, id: dispatchId }: DispatchRecord,
  { id: attemptId }: Attempt,
): string | null {
  const url = publicUrl();
  if (url === null) return null;
  return `${callbackAddress(url, hashes, { tenant, dispatchId, attemptId })}${CALLBACK_RETRIES}`;
}

function credentialsOf(
  { keyRing, platform }: SenderDeps,
  { credential }: Pick<DecisionContext, 'credential'>,
  attempt: Attempt,
): readonly [TwilioCredential, ...TwilioCredential[]] {
  if (attempt.originator === 'DEFAULT') {
    if (platform.account === null) throw new Error('an attempt of the default account without one');
    return defaultCredentials(platform.account);
  }
  if (credential === undefined) throw new Error('an attempt of the custom account without its token');
  const opened = openedTokens.get(credential) ?? openCredential(keyRing, credential);
  openedTokens.set(credential, opened);
  return [{ ...opened, sid: attempt.accountSid }];
}

/** Tokens in the clear, for the calls that were decided on together; they go with what was read for these. */
const openedTokens = new WeakMap<LiveCredential, TwilioCredential>();

function newsOf(outcome: SendOutcome, durationMs: number): AttemptNews {
  return {
    outcome: outcome.outcome,
    evidence: 'ANSWER',
    twilioSid: 'sid' in outcome ? outcome.sid : null,
    segments: 'segments' in outcome ? outcome.segments : null,
    httpStatus: 'httpStatus' in outcome ? outcome.httpStatus : null,
    code: 'code' in outcome ? outcome.code : null,
    fault: 'fault' in outcome ? outcome.fault : null,
    durationMs,
  };
}
