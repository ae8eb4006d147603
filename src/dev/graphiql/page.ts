import { fileURLToPath } from 'node:url';
import { nothingHere } from '../../http/limits/refusal.ts';
import { builtPage } from '../../http/request/built-page.ts';
import type { HttpContext, Route } from '../../http/request/route.ts';
import { isPlatformRole } from '../../kernel/access.ts';
import { ROLE_NAMES } from '../../kernel/vocabulary/access.ts';

/** The page loads its own files and asks its own server, and nothing else; nobody shows it in a frame. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // GraphiQL's editor and menus are placed by styles that their scripts write.
  "style-src 'self' 'unsafe-inline'",
  'font-src data:',
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The query that the editor begins with, which every role may ask. */
const FIRST_QUERY = `# Ctrl-Enter runs this; the book on the left is the schema.
query WhoAmI {
  viewer {
    displayName
    scopes
    tenant {
      id
    }
    expiresAt
  }
}
`;

/** The tenant that the page signs in to until another one is named. */
const FIRST_TENANT = 'acme';

const PATH = '/graphiql/';
const BUILT = fileURLToPath(new URL('../../../dist/graphiql/', import.meta.url));

/** The page of GraphiQL, and the route of its files. */
export interface GraphiqlPage {
  readonly send: (context: HttpContext) => Promise<void>;
  readonly files: Route;
}

/** The page holds no token: where it signs itself in, its script asks for one. */
export function createGraphiqlPage({ signsIn }: { readonly signsIn: boolean }): GraphiqlPage {
  const page = builtPage(BUILT, 'GraphiQL');
  const roles = ROLE_NAMES.map((name) => ({ name, platform: isPlatformRole(name) }));
  const settings = {
    signIn: signsIn ? { roles, firstTenant: FIRST_TENANT } : null,
    firstQuery: FIRST_QUERY,
  };
  return {
    send: (context) => page.sendPage(context, { toRoot: PATH.slice(1), settings, policy: POLICY }),
    files: {
      path: PATH,
      async handle(context) {
        const [folder, name = '', ...others] = context.target.path.slice(PATH.length).split('/');
        if (folder !== 'assets' || others.length > 0) throw nothingHere();
        await page.sendAsset(context, name);
      },
    },
  };
}
