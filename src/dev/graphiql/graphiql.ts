import type { HttpContext, Route } from '../../http/request/route.ts';
import { type IssueToken, signInRoute } from '../sign-in/sign-in.ts';
import { createGraphiqlPage } from './page.ts';

/** The pages of a development: GraphiQL, and the sign-in that it shares with the console. */
export interface DevelopmentPages {
  /** True if pages get their tokens by themselves. */
  readonly signsIn: boolean;
  /** Answers with the page of GraphiQL. */
  readonly sendPage: (context: HttpContext) => Promise<void>;
  /** The files of that page, the sign-in, and the redirect of `/`. */
  readonly routes: readonly Route[];
}

/**
 * Makes the pages; `/` leads to `first`. Where `issueToken` is null, GraphiQL asks for a token in place of signing itself
 * in.
 */
export function createDevelopmentPages(
  issueToken: IssueToken | null,
  first: 'console' | 'graphql',
): DevelopmentPages {
  const signsIn = issueToken !== null;
  const page = createGraphiqlPage({ signsIn });
  return {
    signsIn,
    sendPage: page.send,
    routes: [rootRoute(first), page.files, ...(issueToken === null ? [] : [signInRoute(issueToken)])],
  };
}

function rootRoute(first: string): Route {
  return {
    path: '/',
    async handle({ response }) {
      // Relative, so that it also holds below the path of a public address.
      response.writeHead(302, { Location: first }).end();
    },
  };
}
