import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/app/config.ts';
import { DEVELOPMENT } from '../support/processes/development.ts';
import { PRODUCTION, problems } from '../support/processes/production-settings.ts';

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
      'DATABASE_URL contains a password and DATABASE_PASSWORD_FILE is set; set only one of them',
    ]);
  });
});
