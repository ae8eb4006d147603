import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Route } from '../../http/request/route.ts';
import { type StaticFile, sendStaticFile, staticFile } from '../../http/request/static-file.ts';

const OWN = fileURLToPath(new URL('../../../graphiql/', import.meta.url));

/** The files of the page in the order in which a page loads them: what they are called, and where they come from. */
const FILES = [
  { name: 'graphiql.css', file: () => inPackage('graphiql', 'graphiql.min.css') },
  { name: 'page.css', file: () => join(OWN, 'page.css') },
  { name: 'react.js', file: () => inPackage('react-18', 'umd/react.production.min.js') },
  { name: 'react-dom.js', file: () => inPackage('react-dom-18', 'umd/react-dom.production.min.js') },
  { name: 'graphql-sse.js', file: () => inPackage('graphql-sse', 'umd/graphql-sse.min.js') },
  { name: 'graphiql.js', file: () => inPackage('graphiql', 'graphiql.min.js') },
  { name: 'page.js', file: () => join(OWN, 'page.js') },
] as const;

/** The paths of the style sheets and scripts, relative to the page, each in the order in which they are loaded. */
export const STYLE_SHEETS = pathsEndingWith('.css');
export const SCRIPTS = pathsEndingWith('.js');

/** The routes of the files, which are read and compressed when they are first asked for. */
export function assetRoutes(): readonly Route[] {
  return FILES.map(({ name, file }) => {
    let asset: Promise<StaticFile> | undefined;
    return {
      path: `/graphiql/${name}`,
      async handle(context) {
        asset ??= readFile(file()).then((content) => staticFile(name, content));
        sendStaticFile(context, await asset);
      },
    };
  });
}

/** A file of a package that the package does not export to programs. */
function inPackage(name: string, path: string): string {
  return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), path);
}

function pathsEndingWith(ending: '.css' | '.js'): readonly string[] {
  return FILES.filter(({ name }) => name.endsWith(ending)).map(({ name }) => `graphiql/${name}`);
}
