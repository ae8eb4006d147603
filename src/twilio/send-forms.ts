import type { CallOrder, MessageOrder } from './gateway.ts';
import type { Form } from './http-client.ts';
import { MESSAGING_SERVICE_SID } from './resource-paths.ts';
import { spokenTwiml, TWIML_MAX } from './spoken-text.ts';

/** The form fields of a message. */
export function messageForm({ to, from, body, statusCallback, validitySeconds }: MessageOrder): Form {
  return {
    To: to,
    ...(MESSAGING_SERVICE_SID.test(from) ? { MessagingServiceSid: from } : { From: from }),
    Body: body,
    ...(statusCallback === null ? {} : { StatusCallback: statusCallback }),
    ...(validitySeconds === null ? {} : { ValidityPeriod: String(validitySeconds) }),
  };
}

/** The form fields of a call. Throws a `RangeError` when the text, with its markup and escapes, is too long. */
export function callForm({ to, from, say, statusCallback }: CallOrder): Form {
  const twiml = spokenTwiml(say);
  if (twiml.length > TWIML_MAX) throw new RangeError(`TwiML of ${twiml.length} characters is too long`);
  return {
    To: to,
    From: from,
    Twiml: twiml,
    ...(statusCallback === null
      ? {}
      : { StatusCallback: statusCallback, StatusCallbackEvent: STATUS_CALLBACK_EVENTS }),
  };
}

/** Without naming them only the end of a call is called back. `initiated` tells nothing that is kept. */
const STATUS_CALLBACK_EVENTS: readonly string[] = ['ringing', 'answered', 'completed'];
