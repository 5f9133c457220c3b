import type { z } from 'zod';

interface Rendered {
  readonly zodSchema: z.core.$ZodType;
  readonly jsonSchema: { pattern?: string };
}

/**
 * An object that does not forbid unknown fields says so in every direction: who reads an answer or a message must bear
 * the fields that a later version adds. Zod would close what it writes, since parsing strips what it does not know.
 */
const openObjects = ({ zodSchema, jsonSchema }: Rendered): void => {
  const { def } = zodSchema._zod;
  const strict = 'catchall' in def && def.catchall !== undefined;
  if (def.type === 'object' && !strict) Reflect.deleteProperty(jsonSchema, 'additionalProperties');
};

const spelledOut: Readonly<Record<string, string>> = { '\\p{Cc}': '\\u0000-\\u001f\\u007f-\\u009f' };

/** Classes of Unicode are spelled out: many engines that read our documents know no `\p`. */
const portablePattern = ({ jsonSchema }: Rendered): void => {
  if (jsonSchema.pattern === undefined) return;
  jsonSchema.pattern = jsonSchema.pattern.replaceAll(/\\p\{\w+\}/g, (name) => {
    const spelled = spelledOut[name];
    if (spelled === undefined) throw new Error(`${name} must be spelled out for those who know no \\p`);
    return spelled;
  });
};

/** What every schema goes through before it is published. */
export const published = (rendered: Rendered): void => {
  openObjects(rendered);
  portablePattern(rendered);
};
