import { defineConfig } from 'vite';

/** The pages: one script, one style sheet, parts that load when they are opened. Served by `api/http/routes/pages.ts`. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: 'public',
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // Small files inside the script would be data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
