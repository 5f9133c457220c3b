const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);

/** A title as it stands in the source, `%s` and all, as a pattern for what the runner makes of it. */
export const patternOf = (title: string): string =>
  title
    .split(/%[sdifjo#]|\$[\w.]+/)
    .map(escaped)
    .join('.*');
