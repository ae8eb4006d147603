import { type PoolSizes, poolSizes } from '../database/connection/pool-rules.ts';
import { sharedReads } from '../http/limits/limits.ts';
import type { ShareSettings } from '../kernel/shares/share-rules.ts';
import type { Environment } from './environment.ts';

/** The number of connections that a process has for each kind of work. */
export function configuredPools(env: Environment): PoolSizes {
  return poolSizes(env.DATABASE_POOL_SIZE, {
    sending: env.DATABASE_POOL_SENDING,
    reading: env.DATABASE_POOL_READING,
    jobs: env.DATABASE_POOL_JOBS,
  });
}

/** The share of the connections for reading. */
export function configuredReads(env: Environment): ShareSettings {
  return env.SHARE_READS ?? sharedReads(configuredPools(env).reading);
}

/** The problems of the pools: a read that has a place and no connection keeps others waiting who are not counted. */
export function poolProblems(env: Environment): readonly string[] {
  const { reading } = configuredPools(env);
  const { places } = configuredReads(env);
  if (places <= reading) return [];
  return [
    `SHARE_READS has ${places} places, but there are ${reading} connections for reads; see DATABASE_POOL_READING`,
  ];
}
