import { sumOf } from '../checkout/usage.ts';
import type { Figure } from '../lib/history.ts';

const name = 'dapr_component_state_latencies';
const limitMs = 10;

/** Of the calls of one kind, in percent, those that the store had answered within so long. */
export const withinLimit = (expositions: readonly string[], operation: string): number => {
  const sum = (series: string, wanted: RegExp): number =>
    expositions.reduce((total, text) => total + sumOf(text, `${name}_${series}`, wanted), 0);
  const quick = sum('bucket', new RegExp(`(?=.*operation="${operation}")(?=.*[{,]le="${limitMs}")`));
  return (100 * quick) / sum('count', new RegExp(`operation="${operation}"`));
};

/** How soon the store answers, as the sidecars have seen it. */
export const storeFigures = (expositions: readonly string[]): readonly Figure[] =>
  (['get', 'set'] as const).map((operation) => {
    const percent = withinLimit(expositions, operation);
    const value = { mean: percent, low: percent, high: percent };
    return { what: `store, ${operation}: answered within ${limitMs} ms`, unit: '%', value };
  });

export const expositionsOf = (sidecars: readonly { readonly ports: { readonly metrics: number } }[]) =>
  Promise.all(sidecars.map(async ({ ports }) => (await fetch(`http://127.0.0.1:${ports.metrics}/metrics`)).text()));
