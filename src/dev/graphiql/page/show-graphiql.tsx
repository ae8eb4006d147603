import { GraphiQL, type GraphiQLProps } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { createFetcher } from './fetcher.ts';
import { readSettings } from './page-settings.ts';
import { SignIn } from './sign-in.tsx';
import { createTokens } from './tokens.ts';
import 'graphiql/style.css';
import './page.css';

/** A longer address is not served, and reloading it would fail. */
const LONGEST_ADDRESS = 4_000;
/** The parts of an operation that are kept in the address, for reloads and links. */
const KEPT = ['query', 'variables', 'operationName'] as const;

/** Keeps a part of the operation in the address, but for what would make that too long. */
function keep(name: (typeof KEPT)[number], value: string): void {
  const address = new URL(location.href);
  if (value) address.searchParams.set(name, value);
  else address.searchParams.delete(name);
  if (address.href.length > LONGEST_ADDRESS) for (const kept of KEPT) address.searchParams.delete(kept);
  history.replaceState(null, '', address);
}

/** The operation that the address names. */
function givenOperation(): Pick<GraphiQLProps, (typeof KEPT)[number]> {
  const given = new URLSearchParams(location.search);
  return Object.fromEntries(KEPT.flatMap((name) => (given.has(name) ? [[name, given.get(name) ?? '']] : [])));
}

const { signIn, firstQuery } = readSettings();
const tokens = signIn === null ? null : createTokens(signIn);
const place = document.querySelector('#page');
if (place === null) throw new Error('The page has no place for GraphiQL.');
createRoot(place).render(
  <>
    {signIn === null || tokens === null ? null : <SignIn settings={signIn} tokens={tokens} />}
    <GraphiQL
      fetcher={createFetcher(tokens)}
      defaultQuery={firstQuery}
      {...givenOperation()}
      {...(tokens === null ? { defaultHeaders: '{ "Authorization": "Bearer " }' } : {})}
      shouldPersistHeaders={false}
      onEditQuery={(query) => keep('query', query)}
      onEditVariables={(variables) => keep('variables', variables)}
      onEditOperationName={(name) => keep('operationName', name)}
    />
  </>,
);
