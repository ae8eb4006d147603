import { type RunningSystem, startSystem } from './running-system.ts';
import { type RunningServices, startServices } from './services.ts';
import type { TestSettings } from './test-settings.ts';

/** With one connection in each pool, whatever took a second one while holding the first would never come to an end. */
export const ONE_CONNECTION = { DATABASE_POOL_SIZE: '4' } as const;

/** Starts one for each choice of settings; it lives as long as the worker, with which everything that it holds ends. */
function sharedBy<T>(start: (settings: TestSettings) => Promise<T>) {
  const started = new Map<string, Promise<T>>();
  return (settings: TestSettings = {}): Promise<T> => {
    const key = JSON.stringify(settings);
    const running = started.get(key) ?? start(settings);
    started.set(key, running);
    return running;
  };
}

/**
 * The services that all files of a worker have in common, which change nothing of them but tenants and accounts of their
 * own. A file that stops them, looks at all tenants together or needs other settings starts its own.
 */
export const sharedServices: (settings?: TestSettings) => Promise<RunningServices> = sharedBy(startServices);

/** The whole application in the same way. */
export const sharedSystem: (settings?: TestSettings) => Promise<RunningSystem> = sharedBy(startSystem);
