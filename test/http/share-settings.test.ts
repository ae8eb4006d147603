import { expect, test } from 'vitest';
import { ConfigError } from '../../src/app/config.ts';
import { developmentConfig } from '../support/processes/development.ts';

test('a share is set by three numbers', () => {
  expect(developmentConfig({ SHARE_READS: '4/1/3' }).shares.reads).toEqual({
    ...{ places: 4, guaranteed: 1, perMember: 3 },
  });
});

test.each(['6', '6/1', '0/0/1', '6/1/0', 'a/b/c'])('%s is none, which is said by name (X5)', (text) => {
  const start = () => developmentConfig({ SHARE_READS: text });
  expect(start).toThrow(ConfigError);
  expect(start).toThrow('SHARE_READS must be three numbers');
});
