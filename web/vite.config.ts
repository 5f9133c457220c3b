import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { head } from './build/head.ts';
import { precompress } from './build/precompress.ts';

const page = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** As the gateway does: every address below `/console` shows the console. */
const consoleAddresses: Plugin = {
  name: 'console-addresses',
  configureServer: ({ middlewares }) => {
    middlewares.use((request, _response, next) => {
      if (request.url?.startsWith('/console/') && !request.url.includes('.')) request.url = '/console.html';
      next();
    });
  },
};

// eslint-style default exports are what Vite reads.
export default defineConfig({
  plugins: [react(), head(), consoleAddresses, precompress()],
  // Where `npm start` runs the shop: pages by `npx vite web`, data from there.
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': 'http://127.0.0.1:5000' } },
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    // A data: URL would need an exception in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: [page('index.html'), page('console.html')] },
  },
});
