import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { type Column, Table } from './Table.tsx';

interface Row {
  readonly id: string;
  readonly count: number;
}
const columns: readonly Column<Row>[] = [
  { label: 'Name', cell: ({ id }) => id },
  { label: 'Count', numeric: true, cell: ({ count }) => count },
];
const shown = (rows: readonly Row[]): string =>
  renderToStaticMarkup(
    createElement(Table<Row>, { label: 'Things', columns, rows, keyOf: ({ id }) => id, empty: 'None.' }),
  );

it('says what it is, and names each value where its head is out of sight', () => {
  const html = shown([{ id: 'a', count: 3 }]);
  expect(html).toContain('<table role="table" aria-label="Things">');
  expect(html.match(/role="columnheader"/g)).toHaveLength(2);
  expect(html).toContain('<td role="cell" data-label="Count" class="numeric"><div>3</div></td>');
});

it('says so where there is nothing', () => expect(shown([])).toBe('<p class="empty">None.</p>'));

it('shows markup as the text it is', () =>
  expect(shown([{ id: '<b>x</b>', count: 1 }])).toContain('&lt;b&gt;x&lt;/b&gt;'));
