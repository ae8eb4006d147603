import type { HttpContext, Route } from '../../http/request/route.ts';
import { assetRoutes } from './assets.ts';
import { sendPage } from './page.ts';
import { type IssueToken, signInRoute } from './sign-in.ts';

/** GraphiQL, for development only: the page, and the routes that it needs. */
export interface Graphiql {
  /** Answers with the page. */
  readonly sendPage: (context: HttpContext) => void;
  /** The files of the page, its sign-in, and the redirect of `/`. */
  readonly routes: readonly Route[];
}

/** Makes GraphiQL. Where `issueToken` is null the page asks for a token in place of signing itself in. */
export function createGraphiql(issueToken: IssueToken | null): Graphiql {
  return {
    sendPage: ({ response }) => sendPage(response, { signsIn: issueToken !== null }),
    routes: [rootRoute(), ...assetRoutes(), ...(issueToken === null ? [] : [signInRoute(issueToken)])],
  };
}

function rootRoute(): Route {
  return {
    path: '/',
    async handle({ response }) {
      // Relative, so that it also holds below the path of a public address.
      response.writeHead(302, { Location: 'graphql' }).end();
    },
  };
}
