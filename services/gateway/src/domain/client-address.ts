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
