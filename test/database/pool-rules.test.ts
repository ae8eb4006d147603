import { expect, test } from 'vitest';
import { poolSizes } from '../../src/database/connection/pool-rules.ts';
import { developmentConfig } from '../support/processes/development.ts';

test.each([
  [4, { sending: 1, reading: 1, jobs: 1, health: 1 }],
  [10, { sending: 5, reading: 3, jobs: 1, health: 1 }],
  [16, { sending: 8, reading: 5, jobs: 2, health: 1 }],
  [200, { sending: 94, reading: 66, jobs: 39, health: 1 }],
])('given %i connections, then each kind of work has its part of them (X5)', (total, sizes) => {
  expect(poolSizes(total, {})).toEqual(sizes);
});

test('given a pool of its own size, then the others keep theirs, and reads have a place for each connection (X5)', () => {
  const { database, shares } = developmentConfig({ DATABASE_POOL_SIZE: '20', DATABASE_POOL_READING: '9' });
  expect(database.pools).toEqual({ sending: 10, reading: 9, jobs: 3, health: 1 });
  expect(shares.reads).toEqual({ places: 9, guaranteed: 2, perMember: 5 });
});

test('given more places for reads than connections to read with, then it does not start (X5)', () => {
  expect(() => developmentConfig({ DATABASE_POOL_READING: '4', SHARE_READS: '5/1/3' })).toThrow(
    'SHARE_READS has 5 places, but there are 4 connections for reads; see DATABASE_POOL_READING',
  );
});
