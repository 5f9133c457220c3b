const addressForm = /^[0-9A-Fa-f:.]{2,45}$/;

/**
 * Who is calling. `X-Forwarded-For` is believed as far as our own proxies wrote it: with N of them in front, the N-th
 * entry from the right. Without any it is whatever the client made up, and ignored.
 */
export const clientAddress = (
  remote: string,
  forwardedFor: string | readonly string[] | undefined,
  trustedProxies: number,
): string => {
  if (trustedProxies === 0) return remote;
  const text = typeof forwardedFor === 'string' ? forwardedFor : (forwardedFor ?? []).join(',');
  const chain = text.split(',').map((entry) => entry.trim());
  const seen = chain.at(-trustedProxies) ?? '';
  return addressForm.test(seen) ? seen : remote;
};

/** One subscriber has a whole IPv6 /64: counting single addresses of it would count nothing. */
export const addressGroup = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...(tail === undefined ? [] : zeros), ...right].slice(0, 4).join(':');
};
