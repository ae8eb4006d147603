import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { describeDevelopment } from '../../src/app/development-banner.ts';
import { developmentConfig } from '../support/processes/development.ts';
import { runCommand } from './command.ts';

test.each([
  ['tour', '--url'],
  ['tour', '--simulator'],
  ['simulate', '--url'],
  ['simulate', '--simulator'],
])(
  'given an address with a password, when %s is asked with it by %s, then it refuses and does not repeat it (X6)',
  async (command, option) => {
    const { code, stdout, stderr } = await runCommand(command, [option, 'http://ann:s3cret@127.0.0.1:9'], {});
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('leave out user and password');
    expect(stderr).not.toContain('s3cret');
  },
);

test.each([
  'postgres://ann:s3cret@127.0.0.1:5432/originator',
  'postgres://ann:s3cret%40%2F@127.0.0.1/originator',
  'postgres://ann:s3cret:s3cret@127.0.0.1/originator',
  'postgres://127.0.0.1/originator?user=ann&password=s3cret',
  'postgres://ann@127.0.0.1/originator?password=s3cret&application_name=x',
  'postgres://ann:s3cret@127.0.0.1/originator?PASSWORD=s3cret',
])(
  'given a development on %s, then its banner shows no password and leaves none in a file (X6)',
  async (databaseUrl) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'originator-banner-'));
    onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
    const config = developmentConfig({
      DATABASE_URL: databaseUrl.replace('PASSWORD', 'password'),
      DATA_DIR: dataDir,
    });
    const url = 'http://127.0.0.1:4000';
    const banner = await describeDevelopment({ config, databaseUrl, twilioBaseUrl: null, url, port: 4000 });
    expect(banner).toContain('PORT=4001 npm start');
    expect(banner).not.toContain('s3cret');
    expect(await readdir(dataDir)).toEqual([]);
  },
);
