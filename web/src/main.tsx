import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ShopError } from './api/client.ts';
import { App } from './app/App.tsx';
import './styles/base.css';
import './styles/parts.css';

/** A refusal is an answer; only what may be better in a moment is asked again. */
const worthAnotherTry = (count: number, error: Error): boolean =>
  count < 3 && error instanceof ShopError && (error.problem === undefined || error.problem.status >= 500);

const client = new QueryClient({ defaultOptions: { queries: { retry: worthAnotherTry, staleTime: 10_000 } } });
const root = document.querySelector('#root');
if (!root) throw new Error('The page has no place for the shop');

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
