const cells = (line: string): readonly string[] =>
  line
    .replace(/^\|\s*|\s*\|$/g, '')
    .split(' | ')
    .map((cell) => cell.trim());

/** The rows of the table below this heading whose first column is called so, each by its columns' names. */
export const tableOf = (page: string, firstColumn: string): readonly Readonly<Record<string, string>>[] => {
  const lines = page.split('\n');
  const head = lines.findIndex((line) => line.startsWith(`| ${firstColumn} |`));
  if (head < 0) throw new Error(`There is no table of ${firstColumn}`);
  const names = cells(lines[head] ?? '');
  const end = lines.findIndex((line, at) => at > head && !line.startsWith('|'));
  return lines.slice(head + 2, end < 0 ? undefined : end).map((line) => {
    const values = cells(line);
    if (values.length !== names.length) throw new Error(`Not ${names.length} columns: ${line}`);
    return Object.fromEntries(names.map((name, at) => [name, values[at] ?? '']));
  });
};

/** What stands between backticks in a cell. */
export const quotedIn = (cell: string): readonly string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);
