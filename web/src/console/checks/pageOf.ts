const pages: Readonly<Record<string, string>> = { order: '/orders', product: '/catalogue', queue: '/letters' };

/** Where to look at what a finding is about; undefined for the shop as a whole. */
export const pageOf = (aggregate: string): string | undefined => {
  const [kind = '', ...rest] = aggregate.split(':');
  const page = pages[kind];
  return page === undefined || rest.length === 0 ? undefined : `${page}/${encodeURIComponent(rest.join(':'))}`;
};
