import { QueryClientProvider } from '@tanstack/react-query';
import { type ComponentType, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { newQueries } from '../api/queries.ts';

/** Shows an app in the one place that its page has for it. */
export const mount = (App: ComponentType): void => {
  const root = document.querySelector('#root');
  if (!root) throw new Error('The page has no place for its app');
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={newQueries()}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  );
};
