import { setTimeout as sleep } from 'node:timers/promises';
import type { TwilioGateway } from '../../src/twilio/gateway.ts';

/** A gateway whose reads of an account a test can hold back, so that a check stays under way for as long as it needs. */
export interface HeldGateway extends TwilioGateway {
  /** Holds every read of the account from now on. */
  hold(accountSid: string): void;
  /** Resolves once `count` reads of the account are held back. */
  waiting(accountSid: string, count?: number): Promise<void>;
  /** Lets the read go that has waited longest. */
  releaseOne(accountSid: string): void;
  /** Lets all reads go, and those to come. */
  release(accountSid: string): void;
}

/** Puts a gate before the account reads of a real gateway. */
export function holdable(gateway: TwilioGateway): HeldGateway {
  const held = new Map<string, (() => void)[]>();
  return {
    async fetchAccount(credential, signal) {
      const waiters = held.get(credential.sid.toLowerCase());
      if (waiters !== undefined) {
        await new Promise<void>((resolve) => {
          waiters.push(resolve);
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
      }
      return gateway.fetchAccount(credential, signal);
    },
    listIncomingNumbers: (credential, signal) => gateway.listIncomingNumbers(credential, signal),
    close: () => gateway.close(),
    hold: (accountSid) => {
      held.set(accountSid.toLowerCase(), []);
    },
    async waiting(accountSid, count = 1) {
      while ((held.get(accountSid.toLowerCase())?.length ?? 0) < count) await sleep(2);
    },
    releaseOne: (accountSid) => {
      held.get(accountSid.toLowerCase())?.shift()?.();
    },
    release: (accountSid) => {
      for (const go of held.get(accountSid.toLowerCase()) ?? []) go();
      held.delete(accountSid.toLowerCase());
    },
  };
}
