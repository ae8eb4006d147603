import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../src/config.ts';
import { DEVELOPMENT } from '../support/development.ts';

const KEY = Buffer.alloc(32, 1).toString('base64');
const PRODUCTION = {
  DATABASE_URL: 'postgres://originator:s3cret-word@db.example/originator?sslmode=verify-full',
  MASTER_KEYS: `first:${KEY}`,
  TOKEN_ISSUER: 'https://id.example',
  TOKEN_AUDIENCE: 'originator',
  JWKS_URL: 'https://id.example/keys',
  LOOKUP_KEY: KEY,
  LEDGER_KEY: KEY,
  PUBLIC_URL: 'https://originator.example',
  PLATFORM_FILE: '/etc/originator/platform.json',
};

/** What is wrong with the settings, one line each. */
function problems(variables: Readonly<Record<string, string | undefined>>): readonly string[] {
  try {
    readConfig(variables);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const [title, ...lines] = error.message.split('\n');
    expect(title).toBe('Originator cannot start:');
    return lines.filter((line) => line.startsWith('  - ')).map((line) => line.slice('  - '.length));
  }
}

describe('a database on another machine', () => {
  const remote = 'postgres://u@db.example/x';

  test('must prove who it is in production, for both logins (X6)', () => {
    const [line, ...others] = problems({ ...PRODUCTION, DATABASE_URL: remote });
    expect(line).toBe('DATABASE_URL leads to another machine and must say sslmode=verify-full in production');
    expect(others).toEqual([]);
    expect(problems({ ...PRODUCTION, MIGRATION_DATABASE_URL: `${remote}?sslmode=require` })).toEqual([
      'MIGRATION_DATABASE_URL leads to another machine and must say sslmode=verify-full in production',
    ]);
  });

  test('has one password, in its URL or in a file', () => {
    const file = { ...DEVELOPMENT, DATABASE_URL: remote, DATABASE_PASSWORD_FILE: '/run/secrets/database' };
    expect(readConfig(file).database).toMatchObject({ passwordFile: '/run/secrets/database' });
    const both = { ...file, DATABASE_URL: 'postgres://u:hunter2@db.example/x' };
    expect(problems(both)).toEqual([
      'DATABASE_URL holds a password and DATABASE_PASSWORD_FILE is set; leave one of them out',
    ]);
  });
});
