import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DefaultAccount } from '../../../src/dispatch/settings/platform.ts';
import { plainSender } from '../../../src/dispatch/settings/sender-file-rules.ts';
import { type AuthToken, parseAccountSid } from '../../../src/kernel/ids.ts';
import type { Channel } from '../../../src/kernel/vocabulary/dispatch.ts';
import { newAccount } from '../../support/journey.ts';
import { anInput, newRecipient, sender } from '../dispatch-kit.ts';
import {
  addressOf,
  type CallbackSystem,
  followUpNow,
  messageFields,
  post,
  recordWhen,
  startCallbackSystem,
} from '../follow-up/callback-kit.ts';

let system: CallbackSystem;
beforeAll(async () => {
  // Only a node that a test starts asks Twilio about what was sent.
  system = await startCallbackSystem({}, { work: false });
});
afterAll(() => system.stopAll());

const newToken = () => randomBytes(16).toString('hex') as AuthToken;

/** A node whose default account is one of the test's own, with these tokens for it. */
async function aNode(
  tokens: (own: AuthToken) => Pick<DefaultAccount, 'authToken' | 'secondAuthToken'>,
  options: Pick<NonNullable<Parameters<CallbackSystem['addNode']>[0]>, 'publicUrl'> = {},
) {
  const { sid: text } = newAccount(system);
  const simulated = system.simulator.account(text);
  const sid = parseAccountSid(text) ?? expect.unreachable('the simulator gave no SID');
  const senders = simulated.phoneNumbers.map(plainSender);
  const account = { sid, senders, ...tokens(simulated.authToken as AuthToken) };
  const node = await system.addNode({ ...options, platform: { account } });
  const dispatch = (channel: Channel, to: string = newRecipient()) =>
    node.services.dispatches.dispatch(sender(), anInput({ channel, to }));
  return { node, dispatch, simulated };
}

const requestsOf = async (account: { readonly requests: number }, work: () => Promise<unknown>) => {
  const before = account.requests;
  await work();
  return account.requests - before;
};

/** Twilio accepts what goes there, and breaks the connection off instead of answering. */
const UNANSWERED = '+15005010602';
/** With code 21211. */
const REFUSED = '+15005521211';

const CHANNELS: readonly Channel[] = ['SMS', 'VOICE'];

describe('given two tokens of the default account, while it is rotated', () => {
  test.each(CHANNELS)('when Twilio takes the first, then %s is called for by it alone', async (channel) => {
    const { dispatch, simulated } = await aNode((authToken) => ({ authToken, secondAuthToken: newToken() }));
    const sent = { state: 'ACCEPTED', billed: 'DEFAULT', attempts: [{ outcome: 'ACCEPTED', ordinal: 1 }] };
    const calls = await requestsOf(simulated, async () =>
      expect(await dispatch(channel)).toMatchObject(sent),
    );
    expect(calls).toBe(1);
  });

  test.each(CHANNELS)(
    'when Twilio refuses the first, then %s is sent by the second, in one attempt (D15)',
    async (channel) => {
      const { dispatch } = await aNode((secondAuthToken) => ({ authToken: newToken(), secondAuthToken }));
      const record = await dispatch(channel);
      expect(record).toMatchObject({ state: 'ACCEPTED', billed: 'DEFAULT' });
      expect(record.attempts).toMatchObject([{ outcome: 'ACCEPTED', code: null }]);
    },
  );

  test('when Twilio refuses a message for anything but its token, then it is not called for again (D15)', async () => {
    const { dispatch, simulated } = await aNode((authToken) => ({ authToken, secondAuthToken: newToken() }));
    const calls = await requestsOf(simulated, async () =>
      expect(await dispatch('SMS', REFUSED)).toMatchObject({ state: 'FAILED', attempts: [{ code: 21_211 }] }),
    );
    expect(calls).toBe(1);
  });

  test('when Twilio refuses both, then it is told as before (D7)', async () => {
    const { dispatch } = await aNode(() => ({ authToken: newToken(), secondAuthToken: newToken() }));
    const record = await dispatch('SMS');
    expect(record).toMatchObject({ state: 'FAILED', billed: 'NONE' });
    expect(record.attempts).toMatchObject([{ outcome: 'REFUSED', httpStatus: 401, code: 20003 }]);
  });

  test.each(CHANNELS)(
    'when Twilio refuses the first and the answer for %s is lost, then its list is read by the second (D11)',
    async (channel) => {
      const { node, dispatch } = await aNode(
        (secondAuthToken) => ({ authToken: newToken(), secondAuthToken }),
        { publicUrl: () => null },
      );
      const open = await dispatch(channel, UNANSWERED);
      expect(open).toMatchObject({ state: 'OUTCOME_UNKNOWN', billed: 'UNKNOWN' });
      node.background.start();
      await followUpNow(system, open);
      const told = await recordWhen(system, open, ({ state }) => state !== 'OUTCOME_UNKNOWN');
      await node.background.stop();
      expect(told).toMatchObject({ state: 'ACCEPTED', billed: 'DEFAULT' });
      expect(told.attempts).toMatchObject([{ outcome: 'ACCEPTED', evidence: 'LIST' }]);
    },
  );

  test('then callbacks count under either, and under no other (D13)', async () => {
    const second = newToken();
    const { node, dispatch, simulated } = await aNode((authToken) => ({
      ...{ authToken, secondAuthToken: second },
    }));
    // Twilio reports nothing of it by itself.
    const sent = await dispatch('SMS', '+15005000701');
    const report = (status: string, token: string) =>
      post(addressOf(node, sent), messageFields(sent.attempts[0]?.twilioSid ?? '', status), token);
    expect((await report('sending', newToken())).status).toBe(403);
    expect((await report('sending', simulated.authToken)).status).toBe(204);
    expect((await report('sent', second)).status).toBe(204);
  });
});
