import type { z } from 'zod';

interface Rendered {
  readonly zodSchema: z.core.$ZodType;
  readonly jsonSchema: object;
}

/**
 * An object that does not forbid unknown fields says so in every direction: who reads an answer or a message must bear
 * the fields that a later version adds. Zod would close what it writes, since parsing strips what it does not know.
 */
export const openObjects = ({ zodSchema, jsonSchema }: Rendered): void => {
  const { def } = zodSchema._zod;
  const strict = 'catchall' in def && def.catchall !== undefined;
  if (def.type === 'object' && !strict) Reflect.deleteProperty(jsonSchema, 'additionalProperties');
};
