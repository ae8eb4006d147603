import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { clientPackage } from './scripts/client/client-package.ts';
import { bundleVerifier } from './scripts/verifier/bundles.ts';

// A shell or a test runner may have set it to something else, and React would be built as for development.
process.env['NODE_ENV'] = 'production';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const client = await clientPackage();

const VERIFIER = '@originator/verifier';

/** Gives the console the verifier as auditors have it, byte for byte. */
const withVerifier: Plugin = {
  name: 'verifier',
  resolveId: (id) => (id === VERIFIER ? `\0${VERIFIER}` : undefined),
  load: async (id) =>
    id === `\0${VERIFIER}` ? new TextDecoder().decode(await bundleVerifier('web')) : undefined,
};

/** How the console is built: its files are named relative to each other, since it may be served below any path. */
export default defineConfig({
  root: at('src/console'),
  base: './',
  publicDir: false,
  plugins: [react(), withVerifier],
  // As those have it who install it.
  resolve: { alias: { '@originator/client': client } },
  build: {
    outDir: at('dist/console'),
    emptyOutDir: true,
    // Another place would be refused by the policy of the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: true,
    target: 'es2022',
    // In kB before compression; test/browser holds what is loaded to a limit after it.
    chunkSizeWarningLimit: 700,
  },
});
