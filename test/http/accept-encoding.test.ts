import { expect, test } from 'vitest';
import { prefersGzip } from '../../src/http/request/accept-encoding.ts';

test.each([
  [undefined, false],
  ['', false],
  ['gzip', true],
  ['GZip', true],
  ['x-gzip', true],
  ['deflate, br', false],
  ['br, gzip', true],
  ['*', true],
  ['identity', false],
  ['identity, gzip', true],
  ['gzip;q=0', false],
  ['gzip;q=0, *', false],
  ['*;q=0', false],
  ['gzip; q=0.5', true],
  ['gzip;q=0.5, identity', false],
  ['gzip;q=0.5, identity;q=0.5', true],
  ['identity;q=0, gzip;q=0.001', true],
  ['gzip;q=2', false],
  ['gzip;q=nonsense', false],
  ['gzip;level=9', true],
  [';;,,=', false],
])('given Accept-Encoding %j, then whether to compress with gzip is %j', (header, expected) => {
  expect(prefersGzip(header)).toBe(expected);
});
