import { expect, it } from 'vitest';
import { profilePage } from './page.ts';

it('tells the time of each service and where it went', () => {
  const leaf = (place: string, self: number) => ({ name: 'f', place, self, children: [] });
  const calls = { ...leaf('(root)', 0), children: [leaf('zod', 30_000), leaf('node:http', 10_000)] };
  const page = profilePage(10, [{ service: 'order', calls }]);
  expect(page).toContain('## order\n\n4.0 ms a checkout');
  expect(page).toContain('![Flame graph of order](profile-order.svg)');
  expect(page).toContain('| `zod` | 75.0 % |\n| `node:http` | 25.0 % |');
});
