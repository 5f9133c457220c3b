import { expect, it } from 'vitest';
import { withinLimit } from './store.ts';

const name = 'dapr_component_state_latencies';
const exposition = (quick: number, all: number): string =>
  [
    `${name}_bucket{app_id="order",operation="get",success="true",le="1"} 1`,
    `${name}_bucket{app_id="order",operation="get",success="true",le="10"} ${quick}`,
    `${name}_bucket{app_id="order",operation="get",success="true",le="100"} ${all}`,
    `${name}_bucket{app_id="order",operation="set",success="true",le="10"} 7`,
    `${name}_count{app_id="order",operation="get",success="true"} ${all}`,
    `${name}_count{app_id="order",operation="set",success="true"} 7`,
  ].join('\n');

it('is the part of all calls of a kind, of all sidecars', () => {
  expect(withinLimit([exposition(80, 100), exposition(100, 100)], 'get')).toBe(90);
  expect(withinLimit([exposition(80, 100)], 'set')).toBe(100);
});
