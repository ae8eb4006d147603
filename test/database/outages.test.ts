import { DatabaseError } from 'pg';
import { describe, expect, it } from 'vitest';
import { UnknownCommitError } from '../../src/database/connection/commit-outcome.ts';
import {
  endsConnection,
  isDatabaseUnavailable,
  NoTransactionError,
  OUTAGE_STATES,
  SilentConnectionError,
} from '../../src/database/connection/outages.ts';

function answered(code: string): DatabaseError {
  const error = new DatabaseError('whatever it says, in whatever language', 0, 'error');
  error.code = code;
  return error;
}

function coded(code: string, more: object = {}): Error {
  return Object.assign(new Error(code), { code, ...more });
}

/** The SQLSTATEs of PostgreSQL 18 that are the server's trouble, and some of each class that are the statement's own. */
const OUTAGES = [
  ...['08000', '08001', '08003', '08004', '08006', '08007', '08P01', '28000', '28P01', '3D000'],
  ...['25006', '25P03', '25P04', '53000', '53100', '53200', '53300', '53400', '57000', '57014'],
  ...['57P01', '57P02', '57P03', '57P04', '57P05', '58000', '58030', '58P01', '58P02', '58P03'],
];

const FAULTS_OF_STATEMENTS = [
  ...['00000', '01000', '02000', '03000', '09000', '0A000', '0B000', '0F000', '0LP01', '0P000', '20000'],
  ...['21000', '22001', '22003', '22007', '22012', '22021', '22P02', '22P05', '23502', '23503', '23505'],
  ...['23514', '23P01', '24000', '25000', '25001', '25P01', '25P02', '26000', '27000', '2BP01', '2D000'],
  ...['2F005', '34000', '38000', '39000', '3B001', '3F000', '40001', '40003', '40P01', '42501', '42601'],
  ...['42703', '42883', '42P01', '42P05', '44000', '54000', '54001', '55000', '55006', '55P03', 'F0000'],
  ...['HV000', 'P0001', 'P0002', 'P0004', 'XX000', 'XX001', 'XX002'],
];

const LOST = [
  ...['ECONNABORTED', 'ECONNREFUSED', 'ECONNRESET', 'EAI_AGAIN', 'EHOSTDOWN', 'EHOSTUNREACH', 'ENETDOWN'],
  ...['ENETRESET', 'ENETUNREACH', 'ENOTCONN', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT'],
].map((code) => coded(code));

describe('what an operator would call an outage', () => {
  it.each(OUTAGES)('given PostgreSQL answers %s, then it is one', (code) => {
    expect(isDatabaseUnavailable(answered(code))).toBe(true);
  });

  it.each(FAULTS_OF_STATEMENTS)('given PostgreSQL answers %s, then it is none', (code) => {
    expect(isDatabaseUnavailable(answered(code))).toBe(false);
  });

  it('given the table of outages, then each line of it stands for a code that is tested', () => {
    const unused = Object.keys(OUTAGE_STATES).filter(
      (state) => !OUTAGES.some((code) => code.startsWith(state)),
    );
    expect(unused).toEqual([]);
  });

  it.each<readonly [string, Error]>([
    ...LOST.map((error) => [error.message, error] as const),
    ['a socket that is not there', coded('ENOENT', { syscall: 'connect' })],
    ['a connection that was cut', new Error('Connection terminated unexpectedly')],
    ['a pool that is taken', new Error('timeout exceeded when trying to connect')],
    ['silence', new SilentConnectionError()],
    ['whatever keeps a transaction from beginning', new NoTransactionError(answered('55000'))],
    ['a commit without an answer', new UnknownCommitError(new Error('Connection terminated unexpectedly'))],
    ['several such', new AggregateError([answered('57P01'), new SilentConnectionError()], 'a round failed')],
    ['a cause of another error', new Error('Failed query', { cause: answered('57P01') })],
  ])('given %s, then it is one', (_, error) => {
    expect(isDatabaseUnavailable(error)).toBe(true);
  });

  it.each<readonly [string, unknown]>([
    ['a file that is not there', coded('ENOENT', { syscall: 'open' })],
    ['an error of ours', new Error('the transaction could not be committed')],
    ['a name that every object has', coded('constructor')],
    ['no error', 'ECONNREFUSED'],
    [
      'several, one of them ours',
      new AggregateError([answered('57P01'), new Error('ours')], 'a round failed'),
    ],
  ])('given %s, then it is none', (_, error) => {
    expect(isDatabaseUnavailable(error)).toBe(false);
  });
});

describe('whether a connection is of use to others', () => {
  it.each(['25006', '57P01', '08006', '58030', '53300'])('given %s, then it is not', (code) => {
    expect(endsConnection(answered(code))).toBe(true);
  });

  it.each(['57014', '53100', '53200', '23505', '22P02'])('given %s, then it is', (code) => {
    expect(endsConnection(answered(code))).toBe(false);
  });
});
