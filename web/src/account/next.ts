/** Where to go on: only a path of this shop, whatever the address says. */
export const nextOf = (search: string): string => {
  const next = new URLSearchParams(search).get('next') ?? '/';
  return /^\/(?![/\\])/.test(next) ? next : '/';
};
