import { type TwilioErrorInfo as ErrorInfo, twilioErrorInfo } from '../../../twilio/error-codes.ts';
import { builder } from '../../builder.ts';

export const TwilioErrorInfo = builder.objectRef<ErrorInfo>('TwilioErrorInfo').implement({
  description: 'An error code of Twilio, what it means and what to do, in plain English.',
  fields: (t) => ({
    code: t.exposeInt('code', { description: "Twilio's error code." }),
    meaning: t.exposeString('meaning', { description: 'The meaning, for people.' }),
    advice: t.exposeString('advice', { description: 'The remedy, for people.' }),
  }),
});

/** The description of a code, or null where there is none. */
export function describedCode(code: number | null): ErrorInfo | null {
  return code === null ? null : twilioErrorInfo(code);
}
