import { z } from 'zod';

const isLocal = ({ hostname }: URL): boolean => hostname === 'localhost' || hostname === '127.0.0.1';

const isOrigin = (text: string): boolean => {
  const url = URL.parse(text);
  if (url === null || url.origin !== text || text.includes('*')) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLocal(url));
};

/** Origins of web pages, comma-separated and each in full: no wildcard, and plain HTTP only from this machine. */
export const originList = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .refine((origins) => origins.every(isOrigin), 'must be origins such as https://shop.example, separated by commas');
