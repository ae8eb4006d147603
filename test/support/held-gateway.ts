import type { TwilioCredential, TwilioGateway } from '../../src/twilio/gateway.ts';
import { until } from './until.ts';

/** What a check reads: the account, then its numbers. */
export type HeldRead = 'ACCOUNT' | 'NUMBERS';

/** A gateway whose reads of an account a test can hold back, so that a check stays under way for as long as it needs. */
export interface HeldGateway extends TwilioGateway {
  /** Holds every such read of the account from now on. */
  hold(accountSid: string, read?: HeldRead): void;
  /** Resolves once `count` such reads of the account are held back. */
  waiting(accountSid: string, read?: HeldRead, count?: number): Promise<void>;
  /** Resolves once no such read is held back any more, because each was given up. */
  givenUp(accountSid: string, read?: HeldRead): Promise<void>;
  /** Lets the read go that has waited longest. */
  releaseOne(accountSid: string, read?: HeldRead): void;
  /** Lets all such reads go, and those to come. */
  release(accountSid: string, read?: HeldRead): void;
}

/** Puts a gate before the reads of a real gateway. */
export function holdable(gateway: TwilioGateway): HeldGateway {
  const held = new Map<string, (() => void)[]>();
  const key = (accountSid: string, read: HeldRead) => `${read} ${accountSid.toLowerCase()}`;
  const pass = async (read: HeldRead, { sid }: TwilioCredential, signal: AbortSignal) => {
    const waiters = held.get(key(sid, read));
    if (waiters === undefined || signal.aborted) return;
    await new Promise<void>((resolve) => {
      waiters.push(resolve);
      const giveUp = () => {
        waiters.splice(waiters.indexOf(resolve), 1);
        resolve();
      };
      signal.addEventListener('abort', giveUp, { once: true });
    });
  };
  return {
    async fetchAccount(credential, signal) {
      await pass('ACCOUNT', credential, signal);
      return gateway.fetchAccount(credential, signal);
    },
    async listIncomingNumbers(credential, signal) {
      await pass('NUMBERS', credential, signal);
      return gateway.listIncomingNumbers(credential, signal);
    },
    sendMessage: (...order) => gateway.sendMessage(...order),
    placeCall: (...order) => gateway.placeCall(...order),
    listSent: (...query) => gateway.listSent(...query),
    fetchSent: (...query) => gateway.fetchSent(...query),
    close: () => gateway.close(),
    hold(accountSid, read = 'ACCOUNT') {
      held.set(key(accountSid, read), []);
    },
    async waiting(accountSid, read = 'ACCOUNT', count = 1) {
      await until(() => (held.get(key(accountSid, read))?.length ?? 0) >= count, 2);
    },
    async givenUp(accountSid, read = 'ACCOUNT') {
      await until(() => (held.get(key(accountSid, read))?.length ?? 0) === 0, 2);
    },
    releaseOne(accountSid, read = 'ACCOUNT') {
      held.get(key(accountSid, read))?.shift()?.();
    },
    release(accountSid, read = 'ACCOUNT') {
      for (const go of held.get(key(accountSid, read)) ?? []) go();
      held.delete(key(accountSid, read));
    },
  };
}
