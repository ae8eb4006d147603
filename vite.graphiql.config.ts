import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// A shell or a test runner may have set it to something else, and React would be built as for development.
process.env['NODE_ENV'] = 'production';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** How the GraphiQL page of a development is built: apart from the console, and never into the package for production. */
export default defineConfig({
  root: at('src/dev/graphiql/page'),
  base: './',
  publicDir: false,
  plugins: [react()],
  build: {
    outDir: at('dist/graphiql'),
    emptyOutDir: true,
    // Another place would be refused by the policy of the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    // In kB before compression; test/dev/graphiql holds all of it to a limit after that.
    chunkSizeWarningLimit: 1_500,
    // A directive for a compiler that is not run here.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
});
