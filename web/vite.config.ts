import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// eslint-style default exports are what Vite reads.
export default defineConfig({
  plugins: [react()],
  // Where `npm start` runs the shop: pages by `npx vite web`, data from there.
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': 'http://127.0.0.1:5000' } },
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    // A data: URL would need an exception in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
