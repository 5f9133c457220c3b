import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { LineChart } from './LineChart.tsx';

const words = { title: 'Orders', description: 'confirmed: 4', showTable: 'Show as table', time: 'Time' };
const times = ['2026-01-01T10:00:00.000Z', '2026-01-01T10:00:10.000Z'];

const drawn = (values: readonly (number | null)[], limit?: number): string =>
  renderToStaticMarkup(
    createElement(LineChart, {
      words,
      times,
      lines: [{ name: 'confirmed', values, colour: 1 }],
      valueText: (value) => `${value}/min`,
      timeText: (iso) => iso.slice(11, 19),
      ...(limit === undefined ? {} : { limit }),
    }),
  );

it('is a picture with a title and a description', () => {
  const html = drawn([2, 4]);
  expect(html).toMatch(/<svg role="img" aria-labelledby="(\S+)-title \1-desc"/);
  expect(html).toContain('>Orders</title>');
  expect(html).toContain('>confirmed: 4</desc>');
});

it('says the latest value, the top of its scale, and from when to when', () => {
  const html = drawn([2, 4]);
  expect(html).toContain('confirmed <strong>4/min</strong>');
  for (const text of ['0/min', '2.5/min', '5/min', '10:00:00', '10:00:10']) expect(html).toContain(`>${text}<`);
});

it('has room for the limit that it draws', () => {
  expect(drawn([2, 4], 14)).toContain('>20/min<');
  expect(drawn([2, 4], 14)).toContain('class="limit"');
});

it('has no style of its own, which the content security policy would refuse', () =>
  expect(drawn([2, 4])).not.toContain('style='));

it('with nothing measured says so by a dash', () => expect(drawn([null, null])).toContain('<strong>–</strong>'));
