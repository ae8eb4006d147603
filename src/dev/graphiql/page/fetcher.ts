import type { GraphiQLProps } from 'graphiql';
import { createClient } from 'graphql-sse';
import type { Tokens } from './tokens.ts';

type Fetcher = GraphiQLProps['fetcher'];
type Operation = Parameters<Fetcher>[0];
type Options = NonNullable<Parameters<Fetcher>[1]>;
type Headers = NonNullable<Options['headers']>;

/** Sends what GraphiQL asks to this page's own address; subscriptions are followed as event streams. */
export function createFetcher(tokens: Tokens | null): Fetcher {
  const endpoint = new URL(location.pathname, location.origin).href;

  /** The headers with the token, unless there is one under "Headers". */
  async function signed(headers: Headers): Promise<Headers> {
    const hasOwn = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization');
    if (hasOwn || tokens === null) return headers;
    return { ...headers, Authorization: `Bearer ${await tokens.token()}` };
  }

  return async (operation, { headers = {}, documentAST } = {}) => {
    if (isSubscription(operation, documentAST)) {
      const client = createClient({ url: endpoint, retryAttempts: 0, headers: () => signed(headers) });
      const { query, variables, operationName } = operation;
      return client.iterate({ query, variables, ...(operationName ? { operationName } : {}) });
    }
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        ...(await signed(headers)),
        'Content-Type': 'application/json',
        Accept: 'application/graphql-response+json',
      },
      body: JSON.stringify(operation),
    });
    return response.json();
  };
}

function isSubscription({ operationName }: Operation, document: Options['documentAST']): boolean {
  return (document?.definitions ?? []).some(
    (one) =>
      one.kind === 'OperationDefinition' &&
      one.operation === 'subscription' &&
      (!operationName || one.name?.value === operationName),
  );
}
