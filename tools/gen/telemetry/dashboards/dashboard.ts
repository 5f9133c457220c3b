import type { Panel } from './panel.ts';

export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** A choice at the top of a dashboard, of the values that a label has. */
export interface Variable {
  readonly name: string;
  readonly selector: string;
}

export interface Dashboard {
  readonly name: string;
  readonly title: string;
  readonly variables: readonly Variable[];
  readonly rows: readonly Row[];
}

const datasource = { type: 'prometheus', uid: '${datasource}' } as const;
const columns = 3;
const [width, height] = [24 / columns, 8];

const grafanaPanel = ({ title, description, unit, queries, kind = 'timeseries' }: Panel) => ({
  type: kind,
  title,
  ...(description === undefined ? {} : { description }),
  datasource,
  targets: queries.map(({ expr, legend }, i) => ({
    refId: 'ABCDEFGH'.charAt(i),
    datasource,
    expr,
    legendFormat: legend,
  })),
  fieldConfig: {
    defaults: {
      unit,
      ...(kind === 'timeseries' ? { custom: { fillOpacity: 10 } } : {}),
    },
    overrides: [],
  },
  ...(kind === 'timeseries' ? { options: { legend: { displayMode: 'table', placement: 'bottom' } } } : {}),
});

/** Rows one below the other, three panels in a line. */
const laidOut = (rows: readonly Row[]): object[] => {
  let y = 0;
  let id = 0;
  return rows.flatMap(({ title, panels }) => {
    const top = y + 1;
    const head = { id: (id += 1), type: 'row', title, collapsed: false, gridPos: { x: 0, y, w: 24, h: 1 }, panels: [] };
    y = top + Math.ceil(panels.length / columns) * height;
    const placed = panels.map((panel, i) => ({
      id: (id += 1),
      gridPos: { x: (i % columns) * width, y: top + Math.floor(i / columns) * height, w: width, h: height },
      ...grafanaPanel(panel),
    }));
    return [head, ...placed];
  });
};

const grafanaVariable = ({ name, selector }: Variable) => ({
  name,
  type: 'query',
  datasource,
  query: { query: `label_values(${selector}, ${name})`, refId: name },
  refresh: 2,
  sort: 1,
  multi: true,
  includeAll: true,
  allValue: '.*',
  current: { text: 'All', value: '$__all' },
});

/** A dashboard as Grafana imports it. */
export const grafana = ({ name, title, variables, rows }: Dashboard): object => ({
  uid: `mercato-${name}`,
  title,
  tags: ['mercato'],
  schemaVersion: 39,
  editable: false,
  refresh: '30s',
  time: { from: 'now-3h', to: 'now' },
  annotations: {
    list: [
      {
        name: 'Alerts',
        enable: true,
        datasource,
        iconColor: 'red',
        expr: 'ALERTS{alertstate="firing",severity=~"page|ticket"}',
        titleFormat: '{{alertname}}',
        textFormat: '{{severity}} {{service}} {{slo}}',
      },
    ],
  },
  templating: {
    list: [
      { name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus' },
      ...variables.map((variable) => grafanaVariable(variable)),
    ],
  },
  panels: laidOut(rows),
});
