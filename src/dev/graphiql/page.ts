import type { ServerResponse } from 'node:http';
import { isPlatformRole } from '../../kernel/access.ts';
import { ROLE_NAMES } from '../../kernel/vocabulary/access.ts';
import { SCRIPTS, STYLE_SHEETS } from './assets.ts';

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

/** Sends the page. It holds no token: where it signs itself in, its script asks for one. */
export function sendPage(response: ServerResponse, settings: { readonly signsIn: boolean }): void {
  const page = pageWith(settings.signsIn);
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(page),
    'Content-Security-Policy': POLICY,
  });
  response.end(page);
}

function pageWith(signsIn: boolean): string {
  const settings = { signsIn, firstQuery: FIRST_QUERY };
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>GraphiQL · Originator</title>
    <link rel="icon" href="data:,">
${STYLE_SHEETS.map((path) => `    <link rel="stylesheet" href="${path}">`).join('\n')}
    <script type="application/json" id="settings">${inScript(settings)}</script>
${SCRIPTS.map((path) => `    <script defer src="${path}"></script>`).join('\n')}
  </head>
  <body>
${signsIn ? signInForm() : ''}    <div id="graphiql">Loading GraphiQL …</div>
    <noscript>GraphiQL needs JavaScript.</noscript>
  </body>
</html>
`;
}

function signInForm(): string {
  const options = ROLE_NAMES.map(
    (role) => `<option${isPlatformRole(role) ? ' data-platform' : ''}>${role}</option>`,
  );
  return `    <form id="sign-in">
      <label>Role <select name="role">${options.join('')}</select></label>
      <label>Tenant <input name="tenant" value="${FIRST_TENANT}" maxlength="64" spellcheck="false"></label>
      <output></output>
    </form>
`;
}

/** JSON that ends no script element, whatever is in it. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
