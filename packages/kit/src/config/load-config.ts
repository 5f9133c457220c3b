import { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

const forTestsAlone = z
  .object({ NODE_ENV: z.string().optional(), FAULT_DIR: z.string().optional() })
  .refine(({ NODE_ENV, FAULT_DIR }) => NODE_ENV !== 'production' || FAULT_DIR === undefined, {
    path: ['FAULT_DIR'],
    error: 'must not be set in production',
  });

/** Parses the environment once, at boot. One error lists every bad key; no value is ever shown. */
export const loadConfig = <S extends z.ZodObject>(schema: S, env: Environment): z.output<S> => {
  // An empty variable is how a shell or a chart says "not set".
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  const issues = [parsed, forTestsAlone.safeParse(given)].flatMap(({ error }) => error?.issues ?? []);
  if (parsed.success && issues.length === 0) return parsed.data;
  const bad = issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The configuration is not valid:\n${bad.join('\n')}`);
};
