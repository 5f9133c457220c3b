import { metricsOf, type ObjectsCreated } from './metrics.ts';

/** Called by S3 for what the analytics service archives. */
export const handler = async (event: ObjectsCreated): Promise<void> => {
  for (const line of metricsOf(event, Date.now())) process.stdout.write(`${line}\n`);
};
