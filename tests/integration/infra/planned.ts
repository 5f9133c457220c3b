import type { PlannedResource } from '../../support/terraform/plan.ts';

export type Values = Readonly<Record<string, unknown>>;

/** What a plan makes, by type. */
export class Planned {
  readonly all: readonly PlannedResource[];

  constructor(all: readonly PlannedResource[]) {
    this.all = all;
  }

  of(type: string, name?: string): readonly PlannedResource[] {
    return this.all.filter((r) => r.type === type && (name === undefined || r.name === name));
  }

  /** One attribute of every resource of a type, in order. */
  texts(type: string, attribute: string, name?: string): readonly string[] {
    return this.of(type, name)
      .map(({ values }) => String(values[attribute]))
      .toSorted();
  }

  one(type: string, attribute: string, value: string): Values {
    const found = this.of(type).filter(({ values }) => values[attribute] === value);
    if (found.length !== 1) throw new Error(`${found.length} of ${type} have the ${attribute} ${value}`);
    return found[0]!.values;
  }
}

export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export const statementsOf = (policy: unknown): readonly Statement[] =>
  (JSON.parse(String(policy)) as { Statement: readonly Statement[] }).Statement;

/** Blocks come as lists, even those that there is one of. */
export const block = (values: Values, name: string): Values => (values[name] as readonly Values[])[0] ?? {};
