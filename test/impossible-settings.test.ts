import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');
const PRODUCTION = {
  DATABASE_URL: 'postgres://originator@127.0.0.1/originator',
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
    return error.message
      .split('\n')
      .filter((line) => line.startsWith('  - '))
      .map((line) => line.slice(4));
  }
}

describe('the public address', () => {
  test.each([
    ['https://originator.example', ''],
    ['https://originator.example/', ''],
    ['https://twilio:s3cret@originator.example:8443/hooks/v1.0/', '/hooks/v1.0'],
  ])('is reached by Twilio at %s, and serves behind its path', (url, prefix) => {
    const { publicUrl, http } = readConfig({ ...PRODUCTION, PUBLIC_URL: url });
    expect([publicUrl, http.pathPrefix]).toEqual([url, prefix]);
  });

  test.each([
    ['https://originator.example/?a=s3cret', /must end with its path/],
    ['https://originator.example/hooks#s3cret', /must end with its path/],
    ['https://originator.example/#', /must end with its path/],
    ['https://originator.example/a b', /only letters, digits/],
    ['https://originator.example/a%20s3cret', /only letters, digits/],
    ['https://originator.example/a/../s3cret', /only letters, digits/],
    ['https://originator.example//', /only letters, digits/],
    ['https:\\\\originator.example', /only letters, digits/],
    ['originator.example', /must be a URL that starts with https/],
  ])('is not reached at %s, and says so in a sentence (X6)', (url, sentence) => {
    const told = problems({ ...PRODUCTION, PUBLIC_URL: url });
    expect(told).toEqual([expect.stringMatching(/^PUBLIC_URL /)]);
    expect(told[0]).toMatch(sentence);
    expect(told[0]).not.toContain('s3cret');
  });
});
