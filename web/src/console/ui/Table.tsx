import type { ReactNode } from 'react';

export interface Column<T> {
  readonly label: string;
  readonly cell: (row: T) => ReactNode;
  readonly numeric?: boolean;
}

interface TableProps<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  /** Said instead of an empty table. */
  readonly empty: string;
}

/** Rows and columns; on a narrow window each row stands by itself, every value beside its name. */
export const Table = <T,>({ label, columns, rows, keyOf, empty }: TableProps<T>) => {
  if (rows.length === 0) return <p className="empty">{empty}</p>;
  return (
    // The roles say what it is where the style sheet makes other boxes of it.
    <table role="table" aria-label={label}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column.label} role="columnheader" scope="col" className={column.numeric ? 'numeric' : undefined}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row">
            {columns.map((column) => (
              <td key={column.label} role="cell" data-label={column.label} className={column.numeric ? 'numeric' : ''}>
                <div>{column.cell(row)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
