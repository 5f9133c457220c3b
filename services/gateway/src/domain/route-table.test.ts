import { apis } from '@mercato/contracts';
import { describe, expect, it } from 'vitest';
import { addresses, publicRoutes, targetPath } from './route-table.ts';

describe('the routing table', () => {
  it('holds every route of every contract but the internal ones', () => {
    const all = Object.values(apis).flatMap((api) => Object.values(api));
    const routes = publicRoutes(apis).map(({ route }) => route);
    expect(new Set(routes)).toEqual(new Set(all.filter((route) => route.audience !== 'internal')));
    expect(routes.filter((route) => route.path.startsWith('/internal'))).toEqual([]);
  });

  it('knows each address once, with all its methods', () => {
    const known = addresses(publicRoutes(apis));
    expect(known.find(({ path }) => path === '/api/orders/:id')?.methods).toEqual(['GET', 'HEAD', 'DELETE']);
    const shapes = known.map(({ path }) => path.replaceAll(/:[^/]+/g, ':'));
    expect(new Set(shapes).size).toBe(shapes.length);
  });

  it('writes a path in such a way that a parameter stays one segment', () => {
    expect(targetPath('/a/:id/b/:other', { id: '../x/y?z#', other: 'ok' })).toBe('/a/..%2Fx%2Fy%3Fz%23/b/ok');
  });
});
