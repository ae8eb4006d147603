import { expect } from 'vitest';
import { ConfigError, readConfig } from '../../../src/app/config.ts';

/** A key of 32 bytes, for whatever wants one. */
export const KEY = Buffer.alloc(32, 1).toString('base64');

/** Settings with which a production server starts. */
export const PRODUCTION = {
  DATABASE_URL: 'postgres://originator:s3cret-word@db.example/originator?sslmode=verify-full',
  MASTER_KEYS: `first:${KEY}`,
  TOKEN_ISSUER: 'https://id.example',
  TOKEN_AUDIENCE: 'originator',
  JWKS_URL: 'https://id.example/keys',
  LOOKUP_KEY: Buffer.alloc(32, 2).toString('base64'),
  LEDGER_KEY: Buffer.alloc(32, 3).toString('base64'),
  PUBLIC_URL: 'https://originator.example',
  PLATFORM_FILE: '/etc/originator/platform.json',
};

/** What is wrong with the settings, one line each. */
export function problems(variables: Readonly<Record<string, string | undefined>>): readonly string[] {
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
