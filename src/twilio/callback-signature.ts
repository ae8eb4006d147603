import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { z } from 'zod';
import type { AuthToken } from '../kernel/ids.ts';
import { type SmsStatus, smsStatus, type VoiceStatus, voiceStatus } from './delivery-status.ts';
import { SENT_SID } from './resource-paths.ts';

/** A status callback as it arrived. */
export interface SignedCallback {
  /** The public address that Twilio was told, with its query; a fragment is neither sent nor signed. */
  readonly url: string;
  /** The form fields, decoded, each as often as it came. */
  readonly fields: URLSearchParams;
  /** The header `X-Twilio-Signature`; `undefined` when there was none. */
  readonly signature: string | undefined;
  /** The tokens that the sending account has or lately had (S10). */
  readonly authTokens: readonly AuthToken[];
}

/** The base64 of 20 bytes. */
const SIGNATURE = /^[A-Za-z0-9+/]{27}=$/;

/**
 * True if one of the tokens made the signature (D13). Never throws. A field that comes twice is refused: Twilio sends
 * none, and its way of signing does not tell such forms from others. Signatures are compared in constant time.
 */
export function isValidSignature({ url, fields, signature, authTokens }: SignedCallback): boolean {
  if (signature === undefined || !SIGNATURE.test(signature)) return false;
  const names = [...fields.keys()];
  if (new Set(names).size < names.length) return false;
  const [signedUrl = ''] = url.split('#', 1);
  // The check throws on what is no address.
  if (!URL.canParse(signedUrl)) return false;
  const form = formOf(fields);
  // An empty key makes a signature that anybody can make.
  return authTokens.some((token) => token !== '' && validateRequest(token, signature, signedUrl, form));
}

/** The fields as an object without a prototype, in which every name is a field. */
function formOf(fields: URLSearchParams): Record<string, string> {
  const form: Record<string, string> = Object.create(null);
  for (const [name, value] of fields) form[name] = value;
  return form;
}

/** The content of a status callback. */
export type CallbackOutcome = {
  /** Of the message or call, as Twilio spells it. */
  readonly sid: string;
  /** Twilio's error code of a delivery that failed; null when it states none. */
  readonly errorCode: number | null;
} & (
  | { readonly channel: 'SMS'; readonly status: SmsStatus }
  | { readonly channel: 'VOICE'; readonly status: VoiceStatus }
);

const errorCode = z
  .string()
  .regex(/^[1-9][0-9]{0,8}$/)
  .transform(Number)
  .nullable()
  .catch(null);

const messageCallback = z.object({
  MessageSid: z.string().regex(SENT_SID.SMS),
  MessageStatus: z.string(),
  CallSid: z.undefined().optional(),
  ErrorCode: errorCode,
});

const callCallback = z.object({
  CallSid: z.string().regex(SENT_SID.VOICE),
  CallStatus: z.string(),
  MessageSid: z.undefined().optional(),
  ErrorCode: errorCode,
});

/**
 * Parses the fields of a status callback; null for a status that is not kept, as a status nobody knows or
 * a call's `initiated`. Says nothing about who sent them: ask {@link isValidSignature} first.
 */
export function callbackOutcome(fields: URLSearchParams): CallbackOutcome | null {
  const form = formOf(fields);
  const message = messageCallback.safeParse(form);
  if (message.success) {
    const { MessageSid: sid, MessageStatus, ErrorCode } = message.data;
    const status = smsStatus(MessageStatus);
    return status && { sid, errorCode: ErrorCode, channel: 'SMS', status };
  }
  const call = callCallback.safeParse(form);
  if (!call.success) return null;
  const { CallSid: sid, CallStatus, ErrorCode } = call.data;
  const status = voiceStatus(CallStatus);
  return status && { sid, errorCode: ErrorCode, channel: 'VOICE', status };
}
