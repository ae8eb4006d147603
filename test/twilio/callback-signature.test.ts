import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signature as sign } from '../../src/dev/simulator/status-callback.ts';
import type { AuthToken } from '../../src/kernel/ids.ts';
import { callbackOutcome, isValidSignature } from '../../src/twilio/callback-signature.ts';
import { callbackReceiver } from '../dev/simulator/simulator-kit.ts';
import { AMPLE, CHANNELS, call, message, ownAccount, phone, warmed } from './sending-kit.ts';
import { gatewayTo, runningSimulator } from './twilio-kit.ts';

warmed();

const ADDRESS = "https://originator.example/twilio/status/acme/0190?it's=us&x=%20y";
const TOKEN = token('0123456789abcdef0123456789abcdef');
const OTHER = token('fedcba9876543210fedcba9876543210');
const SID = { SMS: `SM${'ab'.repeat(16)}`, VOICE: `CA${'ab'.repeat(16)}` } as const;
const FIELDS = { MessageSid: SID.SMS, MessageStatus: 'sent', To: '+4915112345678', Body: 'ä & b=c+d' };

function token(text: string): AuthToken {
  return text as AuthToken;
}

/** A callback signed for `FIELDS`, `ADDRESS` and `TOKEN`, and then changed. */
function check({
  url = ADDRESS,
  fields = new URLSearchParams(FIELDS),
  signature = sign(ADDRESS, FIELDS, TOKEN),
  authTokens = [TOKEN],
}: Partial<Parameters<typeof isValidSignature>[0]> = {}): boolean {
  return isValidSignature({ url, fields, signature, authTokens });
}

function changed(change: (fields: URLSearchParams) => void): URLSearchParams {
  const fields = new URLSearchParams(FIELDS);
  change(fields);
  return fields;
}

describe('the signature of a callback', () => {
  it.each([
    ['the token that signed', {}],
    ['a former token that signed', { authTokens: [OTHER, TOKEN] }],
    ['the fields in another order', { fields: new URLSearchParams(Object.entries(FIELDS).toReversed()) }],
    ['a fragment, which is neither sent nor signed', { url: `${ADDRESS}#rc=3&rp=all` }],
    ['the standard port in the address', { url: ADDRESS.replace('.example', '.example:443') }],
  ])('given %s, it is good (D13, S10)', (_, change) => {
    expect(check(change)).toBe(true);
  });

  it('given a form without fields, or with names that objects have by themselves, it is good when signed (D13)', () => {
    for (const fields of [{}, JSON.parse('{"__proto__":"x","constructor":"y","toString":"z"}')]) {
      const signature = sign(ADDRESS, fields, TOKEN);
      expect(check({ fields: new URLSearchParams(Object.entries<string>(fields)), signature })).toBe(true);
    }
  });

  it.each([
    ['another token', { authTokens: [OTHER] }],
    ['no token', { authTokens: [] }],
    ['no signature', { signature: '' }],
    ['a signature of another length', { signature: 'abc=' }],
    ['a signature in other letter case', { signature: sign(ADDRESS, FIELDS, TOKEN).toLowerCase() }],
    ['two signatures', { signature: `${sign(ADDRESS, FIELDS, TOKEN)}, ${sign(ADDRESS, FIELDS, OTHER)}` }],
    ['another path', { url: ADDRESS.replace('acme', 'other') }],
    ['another host', { url: ADDRESS.replace('originator', 'evil') }],
    ['another scheme', { url: ADDRESS.replace('https', 'http') }],
    ['another query', { url: `${ADDRESS}&z=1` }],
    ['what is no address', { url: 'twilio/status' }],
    ['nothing for an address', { url: '' }],
    ['a changed field', { fields: changed((fields) => fields.set('MessageStatus', 'delivered')) }],
    ['a field more', { fields: changed((fields) => fields.set('ErrorCode', '30003')) }],
    ['a field less', { fields: changed((fields) => fields.delete('To')) }],
    ['a field that stands twice', { fields: changed((fields) => fields.append('MessageStatus', 'sent')) }],
  ])('given %s, it is not good (D13)', (_, change) => {
    expect(check(change)).toBe(false);
  });

  it('given no header, it is not good (D13)', () => {
    const fields = new URLSearchParams(FIELDS);
    expect(isValidSignature({ url: ADDRESS, fields, signature: undefined, authTokens: [TOKEN] })).toBe(false);
  });

  it('given an empty token, nobody can sign with it (D13)', () => {
    expect(check({ signature: sign(ADDRESS, FIELDS, ''), authTokens: [token('')] })).toBe(false);
  });

  it('given another value in front of the one that was signed, it is not good (D13)', () => {
    const smuggled = [['MessageStatus', 'delivered'], ...Object.entries(FIELDS)];
    expect(check({ fields: new URLSearchParams(smuggled) })).toBe(false);
  });

  it('given anything at all, it never throws and is not good (D13)', () => {
    const base64 = fc
      .uint8Array({ minLength: 20, maxLength: 20 })
      .map((bytes) => Buffer.from(bytes).toString('base64'));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl({ withQueryParameters: true, withFragments: true }),
          fc.constant(ADDRESS),
        ),
        fc.array(fc.tuple(fc.string(), fc.string())),
        fc.oneof(fc.string(), base64),
        (url, fields, signature) => {
          expect(check({ url, fields: new URLSearchParams(fields), signature })).toBe(false);
        },
      ),
    );
  });
});

describe('what a callback states', () => {
  const states = (fields: Record<string, string>) => callbackOutcome(new URLSearchParams(fields));

  it.each([
    ['accepted', 'QUEUED'],
    ['queued', 'QUEUED'],
    ['sending', 'SENDING'],
    ['sent', 'SENT'],
    ['delivered', 'DELIVERED'],
    ['read', 'DELIVERED'],
    ['undelivered', 'UNDELIVERED'],
    ['failed', 'FAILED'],
  ])('given the message status %s, it is %s (D13)', (word, status) => {
    const outcome = { sid: SID.SMS, channel: 'SMS', status, errorCode: null };
    expect(states({ MessageSid: SID.SMS, MessageStatus: word, NewField: 'x' })).toEqual(outcome);
    const failed = states({ MessageSid: SID.SMS, MessageStatus: word, ErrorCode: '30003' });
    expect(failed).toEqual({ ...outcome, errorCode: 30003 });
  });

  it.each([
    ['queued', 'QUEUED'],
    ['ringing', 'RINGING'],
    ['in-progress', 'IN_PROGRESS'],
    ['completed', 'COMPLETED'],
    ['busy', 'BUSY'],
    ['no-answer', 'NO_ANSWER'],
    ['failed', 'FAILED'],
    ['canceled', 'CANCELED'],
  ])('given the call status %s, it is %s (D13)', (word, status) => {
    const outcome = { sid: SID.VOICE, channel: 'VOICE', status, errorCode: null };
    expect(states({ CallSid: SID.VOICE, CallStatus: word, CallDuration: '1' })).toEqual(outcome);
  });

  it.each(['', '0', 'x', '-1', '30003x', '3e4', '1'.repeat(10)])(
    'given the error code %j, it is none (D13)',
    (ErrorCode) => {
      const outcome = states({ MessageSid: SID.SMS, MessageStatus: 'failed', ErrorCode });
      expect(outcome).toMatchObject({ status: 'FAILED', errorCode: null });
    },
  );

  it.each([
    ['nothing', {}],
    ['a call that is initiated', { CallSid: SID.VOICE, CallStatus: 'initiated' }],
    ['a status nobody knows', { MessageSid: SID.SMS, MessageStatus: 'dreaming' }],
    ['a word that objects have', { MessageSid: SID.SMS, MessageStatus: 'constructor' }],
    ['a status in capitals', { MessageSid: SID.SMS, MessageStatus: 'SENT' }],
    ['a call status on a message', { MessageSid: SID.SMS, MessageStatus: 'completed' }],
    ['no SID', { MessageStatus: 'sent' }],
    ['no status', { MessageSid: SID.SMS }],
    ['the SID of a call', { MessageSid: SID.VOICE, MessageStatus: 'sent' }],
    ['the SID of a message', { CallSid: SID.SMS, CallStatus: 'completed' }],
    ['more than a SID', { MessageSid: `${SID.SMS}0`, MessageStatus: 'sent' }],
    [
      'a message and a call at once',
      { MessageSid: SID.SMS, MessageStatus: 'sent', CallSid: SID.VOICE, CallStatus: 'completed' },
    ],
  ])('given %s, it states nothing that is kept (D13)', (_, fields) => {
    expect(states({ ...fields })).toBeNull();
  });
});

describe.each(CHANNELS)('the callbacks of %s that the gateway asked for', (channel) => {
  const ways = {
    SMS: [
      ['+4915112345678', ['SENDING', 'SENT', 'DELIVERED']],
      ['+15005530003', ['SENDING', 'SENT', 'UNDELIVERED']],
      ['+15005000702', ['SENDING', 'SENDING', 'SENT', 'SENT', 'DELIVERED', 'DELIVERED']],
      ['+15005000703', ['DELIVERED', 'SENT', 'SENDING']],
      ['+15005000704', ['SENDING', 'SENT', 'DELIVERED']],
    ],
    VOICE: [
      ['+4915112345678', ['RINGING', 'IN_PROGRESS', 'COMPLETED']],
      ['+15005000486', ['RINGING', 'BUSY']],
      ['+15005000480', ['RINGING', 'NO_ANSWER']],
      ['+15005000404', ['FAILED']],
      ['+15005000487', ['CANCELED']],
    ],
  } as const;

  it.each(ways[channel].map(([to, way]) => ({ to, way })))(
    'given $to, each is signed with the account’s token and the way is $way (D13)',
    async ({ to, way }) => {
      const { simulator, url } = await runningSimulator();
      const { account, from } = ownAccount(simulator);
      const receiver = await callbackReceiver();
      const path = '/twilio/status/acme/one/two';
      const change = { to: phone(to), statusCallback: `${receiver.url}${path}#rc=3&rp=all` };
      const gateway = gatewayTo(url);
      const sent =
        channel === 'SMS'
          ? await gateway.sendMessage(account, message(from, change), AMPLE)
          : await gateway.placeCall(account, call(from, change), AMPLE);
      await expect.poll(() => receiver.received.length).toBe(way.length);
      const outcomes = receiver.received.map(({ fields, signature }) => {
        const form = new URLSearchParams(fields);
        const signed = { url: receiver.url + path, fields: form, signature };
        expect(isValidSignature({ ...signed, authTokens: [account.authToken] })).toBe(true);
        expect(isValidSignature({ ...signed, authTokens: [OTHER] })).toBe(false);
        return callbackOutcome(form);
      });
      expect(outcomes.map((outcome) => outcome?.status)).toEqual(way);
      expect(new Set(outcomes.map((outcome) => outcome?.sid))).toEqual(
        new Set([sent.outcome === 'ACCEPTED' ? sent.sid : '']),
      );
    },
  );
});
