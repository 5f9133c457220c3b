import type { Attributes } from '@opentelemetry/api';
import allowed from '../../../../telemetry/attributes.json' with { type: 'json' };

const names: ReadonlySet<string> = new Set(allowed.map((attribute) => attribute.name));

/** Span attributes, each of them listed in `telemetry/attributes.json`: nothing secret gets into a trace by accident. */
export const attributesOf = (values: Attributes): Attributes => {
  for (const name of Object.keys(values)) {
    if (!names.has(name)) throw new Error(`telemetry/attributes.json has no ${name}`);
  }
  return values;
};
