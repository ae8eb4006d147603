import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { type Page, readPage } from '../../../src/graphql/fields/paging.ts';

const LETTERS = [...'abcdefg'];
const kind = { list: 'letters/acme', parseKey: (text: string) => (/^[a-z]$/.test(text) ? text : undefined) };

function letters(first: number, after?: string | null): Promise<Page<string>> {
  return readPage(
    { first, after },
    kind,
    (letter) => letter,
    async (key, limit) => LETTERS.filter((letter) => key === null || letter > key).slice(0, limit),
  );
}

async function codeOf(asked: Promise<unknown>): Promise<unknown> {
  const error = await asked.catch((thrown: unknown) => thrown);
  if (!(error instanceof GraphQLError)) expect.fail('it was not refused');
  return error.extensions['code'];
}

describe('a page', () => {
  it('is followed by its cursors until nothing is left', async () => {
    const seen: string[][] = [];
    let after: string | undefined;
    for (;;) {
      const page = await letters(3, after);
      seen.push(page.edges.map(({ node }) => node));
      expect(page.pageInfo.hasPreviousPage).toBe(after !== undefined);
      if (!page.pageInfo.hasNextPage) break;
      after = page.edges.at(-1)?.cursor;
    }
    expect(seen).toEqual([['a', 'b', 'c'], ['d', 'e', 'f'], ['g']]);
  });

  it('that ends exactly with the list has no next one', async () => {
    expect(await letters(7)).toMatchObject({ pageInfo: { hasNextPage: false } });
    expect(await letters(6)).toMatchObject({ pageInfo: { hasNextPage: true } });
  });

  it.each([0, -1, 101, 2_147_483_647, -2_147_483_648])('has no size of %i', async (first) => {
    expect(await codeOf(letters(first))).toBe('VALUE_OUT_OF_RANGE');
  });

  it.each([
    ['an empty cursor', ''],
    ['no base64url', '???'],
    ['another version', Buffer.from('2\nletters/acme\nb').toString('base64url')],
    ["another tenant's list", Buffer.from('1\nletters/other\nb').toString('base64url')],
    ['another list', Buffer.from('1\nnumbers/acme\nb').toString('base64url')],
    ['a key that is none', Buffer.from('1\nletters/acme\nB').toString('base64url')],
    ['no key', Buffer.from('1\nletters/acme').toString('base64url')],
    ['more than a key', Buffer.from('1\nletters/acme\nb\nc').toString('base64url')],
    ['padding', `${Buffer.from('1\nletters/acme\nb').toString('base64url')}=`],
    ['a long one', 'A'.repeat(100_000)],
  ])('does not begin after %s', async (_what, cursor) => {
    expect(await codeOf(letters(3, cursor))).toBe('VALUE_MALFORMED');
  });
});
