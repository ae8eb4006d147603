import { createClient, type OriginatorClient, OriginatorError } from '@originator/client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { Session } from '../session/session.ts';
import { apiUrl } from '../session/settings.ts';

const ApiContext = createContext<OriginatorClient | null>(null);

/** After this time, a result that is needed once more is read again. */
const FRESH_MS = 5_000;
/** Codes of errors that pass by themselves; all others would come again. */
const PASSING: ReadonlySet<string> = new Set(['NETWORK', 'UNAVAILABLE']);

/** Gives the components below a client that signs as the caller, and a cache of what that caller has read. */
export function ApiProvider(props: {
  readonly session: Session;
  readonly caller: string;
  readonly children: ReactNode;
}) {
  const { session, caller, children } = props;
  // A cache of its own for each caller: nobody is shown what another one read.
  const { client, cache } = useMemo(() => ({ ...made(session), caller }), [session, caller]);
  return (
    <ApiContext value={client}>
      <QueryClientProvider client={cache}>{children}</QueryClientProvider>
    </ApiContext>
  );
}

function made(session: Session) {
  return {
    client: createClient({ url: apiUrl('graphql'), token: () => session.token() }),
    cache: new QueryClient({
      defaultOptions: {
        queries: {
          staleTime: FRESH_MS,
          // The client repeats by itself what may be repeated, changes that have an idempotency key among them.
          retry: false,
          networkMode: 'always',
        },
        mutations: { retry: false, networkMode: 'always' },
      },
    }),
  };
}

/** True if a read that failed with this error may well succeed soon. */
export function passesByItself(error: unknown): boolean {
  return error instanceof OriginatorError && PASSING.has(error.code);
}

/** True if the API did not take the token: the same one would be refused again. */
export function isUnauthenticated(error: unknown): error is OriginatorError {
  return error instanceof OriginatorError && error.code === 'UNAUTHENTICATED';
}

/** The client of the API. */
export function useApi(): OriginatorClient {
  const client = useContext(ApiContext);
  if (client === null) throw new Error('There is no client around this component.');
  return client;
}
