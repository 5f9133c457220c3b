import { z } from 'zod';

const secrets = new WeakSet<z.core.$ZodType>();

/** Marks a schema as holding a secret, so that `redacted` hides its value. Apply it last. */
export const secret = <S extends z.ZodType>(schema: S): S => {
  secrets.add(schema);
  return schema;
};

/** A text that must never be logged. */
export const secretText = secret(z.string().min(1));

const isSecret = (schema: z.core.$ZodType): boolean => {
  if (secrets.has(schema)) return true;
  const { def } = schema._zod;
  return 'innerType' in def && isSecret(def.innerType as z.core.$ZodType);
};

/** The configuration as it may be logged. */
export const redacted = <S extends z.ZodObject>(schema: S, config: z.output<S>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(config).map(([key, value]) => {
      const part: unknown = schema.shape[key];
      return [key, value !== undefined && part instanceof z.ZodType && isSecret(part) ? '***' : value];
    }),
  );
