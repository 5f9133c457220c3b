import { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

const isProduction = (value: unknown): boolean => value === 'production';

/** Without them whoever reaches the port of an app or of its sidecar may use it. */
const neededInProduction = ['APP_API_TOKEN', 'DAPR_API_TOKEN'] as const;

const tokens = z
  .object({ NODE_ENV: z.string(), APP_API_TOKEN: z.string(), DAPR_API_TOKEN: z.string() })
  .partial()
  .check(({ value, issues }) => {
    if (!isProduction(value.NODE_ENV)) return;
    for (const key of neededInProduction.filter((name) => value[name] === undefined)) {
      issues.push({ code: 'custom', path: [key], message: 'must be set in production', input: undefined });
    }
  });

/** What does harm on purpose. */
const forbiddenInProduction = ['FAULT_DIR', 'CHAOS_PANEL'] as const;

const harmless = z
  .object({ NODE_ENV: z.string(), FAULT_DIR: z.string(), CHAOS_PANEL: z.string() })
  .partial()
  .check(({ value, issues }) => {
    if (!isProduction(value.NODE_ENV)) return;
    for (const key of forbiddenInProduction.filter((name) => value[name] !== undefined)) {
      issues.push({ code: 'custom', path: [key], message: 'must not be set in production', input: undefined });
    }
  });

/** Parses the environment once, at boot. One error lists every bad key; no value is ever shown. */
export const loadConfig = <S extends z.ZodObject>(schema: S, env: Environment): z.output<S> => {
  // An empty variable is how a shell or a chart says "not set".
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  const issues = [parsed, harmless.safeParse(given), tokens.safeParse(given)].flatMap(
    ({ error }) => error?.issues ?? [],
  );
  if (parsed.success && issues.length === 0) return parsed.data;
  const bad = issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The configuration is not valid:\n${bad.join('\n')}`);
};
