import type { HtmlTagDescriptor, Plugin } from 'vite';

const tag = (name: string, attrs: Readonly<Record<string, string>>): HtmlTagDescriptor => ({
  tag: name,
  attrs: { ...attrs },
  injectTo: 'head-prepend',
});

const tags = [
  tag('meta', { charset: 'utf-8' }),
  tag('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
  tag('meta', { name: 'color-scheme', content: 'light dark' }),
  tag('link', { rel: 'icon', type: 'image/svg+xml', href: '/favicon.svg' }),
];

/** What the head of each page says, before what it has of its own. */
export const head = (): Plugin => ({ name: 'head', transformIndexHtml: () => tags });
