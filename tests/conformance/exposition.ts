interface Exposed {
  readonly type: string;
  readonly labels: ReadonlySet<string>;
}

/** The metrics in Prometheus' text format, each with the labels of all its series. */
export const exposed = (text: string): ReadonlyMap<string, Exposed> => {
  const lines = text.split('\n');
  const types = lines.flatMap((line) => {
    const [, name, type] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? [];
    return name === undefined || type === undefined ? [] : [[name, type] as const];
  });
  return new Map(
    types.map(([name, type]) => {
      const series = new RegExp(`^${name}(?:_count)?\\{(.*)\\} `);
      const names = lines.flatMap((line) =>
        [...(series.exec(line)?.[1] ?? '').matchAll(/(\w+)="/g)].map(([, label = '']) => label),
      );
      return [name, { type, labels: new Set(names) }];
    }),
  );
};
