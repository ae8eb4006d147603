import { DatabaseError } from 'pg';
import { describe, expect, test } from 'vitest';
import { isRolledBack } from '../../src/database/connection/commit-outcome.ts';

/** What PostgreSQL answers a commit with, by its SQLSTATE. */
function answer(code: string): DatabaseError {
  const error = new DatabaseError('commit', 0, 'error');
  error.code = code;
  return error;
}

describe('a commit that fails (D15)', () => {
  test.each([
    ...['22003', '23505', '23514', '25P02', '25006', '27000', '40001', '40P01', '42501', '44000', 'P0001'],
    ...['57014'],
  ])('with %s is known to be rolled back, so that it may be repeated', (code) => {
    expect(isRolledBack(answer(code))).toBe(true);
  });

  test.each([
    ...['08000', '08006', '08P01', '40003', '53100', '53200', '53300', '55000', '57000', '57P01', '57P02'],
    ...['57P03', '57P05', '58030', 'F0000', 'XX000', ''],
  ])('with %s is unknown, as one that a stopping server was asked for is', (code) => {
    expect(isRolledBack(answer(code))).toBe(false);
  });

  test('without an answer is unknown, whatever the connection says', () => {
    const lost = Object.assign(new Error('Connection terminated unexpectedly'), { code: '23505' });
    for (const error of [
      lost,
      Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
      undefined,
    ])
      expect(isRolledBack(error)).toBe(false);
  });
});
