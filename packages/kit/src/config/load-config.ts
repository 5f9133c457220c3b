import type { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Parses the environment once, at boot. One error lists every bad key; no value is ever shown. */
export const loadConfig = <S extends z.ZodObject>(schema: S, env: Environment): z.output<S> => {
  // An empty variable is how a shell or a chart says "not set".
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const bad = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The configuration is not valid:\n${bad.join('\n')}`);
};
