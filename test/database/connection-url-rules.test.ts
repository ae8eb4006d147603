import { describe, expect, it } from 'vitest';
import {
  databaseUrlProblem,
  holdsPassword,
  isOpenToOthers,
} from '../../src/database/connection/connection-url-rules.ts';

describe('the URL of a database', () => {
  it.each([
    'postgres://db.example/originator',
    'postgresql://originator:p%23w%40o%2Frd%3F@db.example:5433/originator?sslmode=verify-full',
    'postgres://originator@localhost:5432/originator?host=/run/postgresql',
    'postgres://originator@/originator?host=/run/postgresql',
    'postgres:///originator',
    'postgres://u:p@[::1]:5432/db',
    'postgres://u:p@%2Frun%2Fpostgresql/db',
    'postgres://localhost/db?application_name=who@where',
  ])('given %s, then nothing is wrong with it', (url) => {
    expect(databaseUrlProblem(url)).toBeNull();
  });

  it.each([
    ['a #', 'postgres://originator:sec#ret@db.example/originator'],
    ['a # behind digits', 'postgres://originator:12#ret@db.example/originator'],
    ['a /', 'postgres://originator:sec/ret@db.example/originator'],
    ['a / behind digits', 'postgres://originator:12/ret@db.example/originator'],
    ['a ?', 'postgres://originator:sec?ret@db.example/originator'],
    ['a ? behind digits', 'postgres://originator:12?ret@db.example/originator'],
    ['an @', 'postgres://originator:sec@ret@db.example/originator'],
    ['a port that is none', 'postgres://originator:sec@db.example:ret/originator'],
  ])('given %s in the password, then a sentence says what to do and nothing of the URL', (_, url) => {
    const problem = databaseUrlProblem(url);
    expect(problem).toMatch(/^cannot be read: write # as %23/);
    expect(problem).not.toMatch(/sec|ret|12|originator|example/);
  });

  it.each([
    'postgres://u:p@one.example,two.example/db',
    'postgres://u:p@one.example:5432,two.example:5432/db',
    'postgres://u:p@/db?host=one.example,two.example',
  ])('given %s, then it is refused for its two hosts', (url) => {
    expect(databaseUrlProblem(url)).toMatch(/^names several hosts/);
  });

  it.each(['verify_full', 'on', '', 'VERIFY-FULL', 'verify-full&sslmode=none'])(
    'given the sslmode %s, then those that there are are told (X6)',
    (mode) =>
      expect(databaseUrlProblem(`postgres://u:p@db.example/x?sslmode=${mode}`)).toMatch(
        /^has an sslmode that is none of disable, .*verify-full/,
      ),
  );

  it.each(['mysql://localhost/x', 'localhost', 'host=localhost dbname=x', ''])(
    'given %s, then it is told how such a URL begins',
    (url) => expect(databaseUrlProblem(url)).toMatch(/^must be a URL that starts with postgres:\/\//),
  );

  it.each([
    ['postgres://u:p@db.example/x', true],
    ['postgres://u:p@10.0.0.7/x', true],
    ['postgres://u:p@127.0.0.1.example/x', true],
    ['postgres://u:p@localhost/x?host=db.example', true],
    ['postgres://u:p@db.example/x?sslmode=require', true],
    ['postgres://u:p@db.example/x?sslmode=verify-ca', true],
    ['postgres://u:p@db.example/x?sslmode=no-verify', true],
    ['postgres://u:p@db.example/x?sslmode=verify-full&sslmode=disable', true],
    ['postgres://u:p@db.example/x?ssl=true', true],
    ['postgres://u:p@db.example/x?sslmode=verify-full', false],
    ['postgres://u:p@localhost/x', false],
    ['postgres://u:p@127.0.0.2:6432/x', false],
    ['postgres://u:p@[::1]/x', false],
    ['postgres://u@/x', false],
    ['postgres://u@db.example/x?host=/run/postgresql', false],
    ['postgres://u@%2Frun%2Fpostgresql/x', false],
  ])('given %s, then whether others could read it is %s (X6)', (url, open) => {
    expect(isOpenToOthers(url)).toBe(open);
  });

  it.each([
    ['postgres://u:p@db.example/x', true],
    ['postgres://u@db.example/x?password=p', true],
    ['postgres://u@/x', false],
  ])('given %s, then whether it holds a password is %s', (url, holds) => {
    expect(holdsPassword(url)).toBe(holds);
  });
});
