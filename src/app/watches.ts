import { createCheckWatch } from '../account/check-watch.ts';
import { createVersionWatch } from '../configuration/version-watch.ts';
import type { Database } from '../database/client.ts';
import { createRecordWatch } from '../dispatch/watch/record-watch.ts';
import type { Services } from '../graphql/services.ts';
import type { Logger } from '../http/log/logging.ts';
import type { Signal } from '../kernel/signal.ts';
import { report } from './background-errors.ts';

type Watches = Pick<Services, 'checkWatch' | 'versionWatch' | 'recordWatch'>;

/**
 * The watches of subscriptions, and how all of them are closed. One look for all subscribers of the node is a job; what each of
 * them is then told is read like anything else.
 */
export function createWatches(deps: {
  readonly database: Database;
  readonly pollMs: number;
  readonly checksChanged: Signal;
  readonly versionsChanged: Signal;
  /** The monotonic clock of the process, in milliseconds. */
  readonly clock: () => number;
  readonly log: Logger;
}): { readonly watches: Watches; readonly close: () => Promise<unknown> } {
  const told = (what: string) => (error: unknown) =>
    report(deps.log, error, {}, `failed to read ${what} for subscribers`);
  const watches = {
    checkWatch: createCheckWatch({ ...deps, onError: told('verifications') }),
    versionWatch: createVersionWatch({ ...deps, onError: told('versions') }),
    recordWatch: createRecordWatch({ ...deps, onError: told('dispatch records') }),
  };
  return { watches, close: () => Promise.all(Object.values(watches).map((watch) => watch.close())) };
}
