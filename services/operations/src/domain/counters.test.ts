import { describe, expect, it } from 'vitest';
import { Counters } from './counters.ts';
import { samplesIn } from './exposition.ts';

const wanted = new Set(['n', 'process_start_time_seconds']);
const scrape = (counters: Counters, text: string) =>
  counters.take(samplesIn(text, wanted)).map(({ name, labels, by }) => [name, labels['a'] ?? '', by]);

describe('counters', () => {
  it('tell what they grew by, from the second scrape on', () => {
    const counters = new Counters();
    expect(scrape(counters, 'n{a="x"} 5')).toEqual([]);
    expect(scrape(counters, 'n{a="x"} 7')).toEqual([['n', 'x', 2]]);
    expect(scrape(counters, 'n{a="x"} 7')).toEqual([]);
  });

  it('count a series that appears from zero', () => {
    const counters = new Counters();
    scrape(counters, 'n{a="x"} 5');
    expect(scrape(counters, 'n{a="x"} 5\nn{a="y"} 3')).toEqual([['n', 'y', 3]]);
  });

  it.each(['n{a="x"} 2', 'n{a="x"} 9'])('begin anew with their process: %s', (text) => {
    const counters = new Counters();
    const at = (seconds: number) => `\nprocess_start_time_seconds ${seconds}`;
    scrape(counters, `n{a="x"} 5${at(100)}`);
    const by = Number(text.split(' ')[1]);
    expect(scrape(counters, `${text}${at(200)}`)).toContainEqual(['n', 'x', by]);
  });

  it('that fell have begun anew, where nothing says when', () => {
    const counters = new Counters();
    scrape(counters, 'n 5');
    expect(scrape(counters, 'n 2')).toEqual([['n', '', 2]]);
  });
});
