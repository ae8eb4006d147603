import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createLogger } from '../../src/http/log/logging.ts';
import { terminalText } from '../../src/http/log/terminal-log.ts';
import { until } from '../support/until.ts';
import { startTestServer, token } from './test-server.ts';

const CANARY = 'd41d8cd98f00b204e9800998ecf8427e';
const SID = `AC${CANARY}`;

function capture() {
  const lines: string[] = [];
  const log = createLogger({
    level: 'info',
    destination: new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    }),
  });
  return { log, lines };
}

test('given secrets by name or by form, when they are logged, then none is in the line (X4)', async () => {
  const { log, lines } = capture();
  const jwt = await token();
  log.info(
    { authorization: `Bearer ${jwt}`, deep: { authToken: 'short', more: { token: 'short' } } },
    'named',
  );
  log.info({ anything: CANARY, account: SID, url: `https://x/?t=${CANARY}` }, `${jwt} and ${CANARY}`);
  const all = lines.join('');
  expect(all).not.toContain(jwt);
  expect(all).not.toContain('short');
  expect(all.replaceAll(SID, '')).not.toContain(CANARY);
  expect(all).toContain(SID);
  expect(lines.map((line) => JSON.parse(line).level)).toEqual(['info', 'info']);
});

test('given an error with parameters and secrets, when it is logged, then only what finds the fault is (X4)', () => {
  const { log, lines } = capture();
  const cause = Object.assign(new Error(`connection lost, password ${CANARY}`), {
    code: '08006',
    parameters: ['private'],
  });
  log.error(
    { err: new Error('Failed query: select $1\nparams: private\nand more private', { cause }) },
    'failed',
  );
  const [line = ''] = lines;
  expect(line).not.toMatch(/private|d41d8/);
  expect(JSON.parse(line).err).toMatchObject({
    type: 'Error',
    message: 'Failed query: select $1',
    stack: expect.stringContaining('logging.test.ts'),
    cause: { code: '08006', message: 'connection lost, password [redacted]' },
  });
});

test('given requests, when they are answered, then each has one line that tells who and what but no values (X4)', async () => {
  const server = await startTestServer();
  const query = 'query Echo($text: String) { echo(text: $text) }';
  await server.post(query, { text: 'private' }, { 'x-request-id': 'request-one' });
  const headers = { authorization: `Bearer ${await token()}` };
  await server.send(`/graphql?query=${encodeURIComponent(query)}&variables={"text":"private"}`, { headers });
  await server.send('/graphql', { method: 'POST' });
  const told = () => server.lines.filter((line) => line.includes('"msg":"request"'));
  await until(() => told().length === 3);
  expect(server.lines.join('')).not.toContain('private');
  expect(JSON.parse(told()[0] ?? '')).toMatchObject({
    level: 'info',
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    clientRequestId: 'request-one',
    method: 'POST',
    path: '/graphql',
    status: 200,
    durationMs: expect.any(Number),
    ip: '127.0.0.1',
    operation: 'Echo',
    kind: 'query',
    tenant: 'acme',
    subject: 'ada',
  });
  expect(JSON.parse(told()[2] ?? '')).toMatchObject({ status: 401 });
});

test.each([
  [
    {
      ...{ msg: 'request', requestId: 'r-1', method: 'POST', path: '/graphql', status: 200, durationMs: 12 },
      ...{ tenant: 'acme', subject: 'ada', operation: 'Echo', kind: 'query' },
    },
    '12:43:01.608 info  POST /graphql 200 12 ms query Echo tenant=acme subject=ada requestId=r-1',
  ],
  [
    {
      ...{ msg: 'request', method: 'POST', path: '/graphql', status: 401, durationMs: 0 },
      ...{ operation: null, kind: 'query', aborted: true },
    },
    '12:43:01.608 info  POST /graphql 401 0 ms query aborted=true',
  ],
  [
    { msg: 'listening', url: 'http://x/?a=b', port: 4, more: { deep: 'a b' } },
    '12:43:01.608 info  listening url="http://x/?a=b" port=4 more={"deep":"a b"}',
  ],
  [
    {
      msg: 'failed',
      err: { message: 'a', stack: 'Error: a\n  at b', code: '1', cause: { message: 'c', stack: '' } },
    },
    '12:43:01.608 info  failed\n    Error: a\n      at b\n    code: 1\n    caused by\n    c',
  ],
])('given a terminal, when %j is logged, then it is a line for people', (members, expected) => {
  const line = JSON.stringify({ level: 'info', time: '2026-11-27T12:43:01.608Z', ...members });
  expect(terminalText(`${line}\n`)).toBe(`${expected}\n`);
});

test('given a terminal, when a client chose what is logged, then it moves no cursor and begins no line', () => {
  const hostile = '\u001b[2J\r\n\u009b1A\u2028\u202e';
  const line = { level: 'info', time: '2026-11-27T12:43:01.608Z', msg: hostile, [hostile]: hostile };
  const text = terminalText(JSON.stringify({ ...line, err: { message: '', stack: `a${hostile}` } }));
  expect(text.replaceAll('\n', '')).toMatch(/^[^\p{C}\p{Zl}\p{Zp}]+$/u);
  expect(text.trimEnd().split('\n')).toHaveLength(3);
  expect(terminalText('no JSON\n')).toBe('no JSON\n');
});
