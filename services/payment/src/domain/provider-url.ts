const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** A stand-in for the provider: on this machine, or over TLS and not in production. */
export const isAllowedUrl = (url: string, production: boolean): boolean => {
  const { protocol, hostname } = new URL(url);
  return loopback.test(hostname) || (protocol === 'https:' && !production);
};
