import type { Surroundings } from '@mercato/kit/dapr';
import type { z } from 'zod';
import { StoredEventArchive } from './adapters/stored-event-archive.ts';
import { eventTopics } from './app.ts';
import type { analyticsConfig } from './config.ts';
import { sweeper } from './sweeper.ts';
import type { AnalyticsDeps } from './use-cases/deps.ts';

type Needs = Pick<Surroundings<z.output<typeof analyticsConfig>>, 'config' | 'objects' | 'clock' | 'log' | 'onStop'>;

/** Puts the service together from what surrounds it. */
export const compose = ({ config, objects, clock, log, onStop }: Needs): AnalyticsDeps => {
  const archive = new StoredEventArchive(objects);
  const deps = { archive, topics: eventTopics, keepDays: config.ARCHIVE_KEEP_DAYS, clock };
  if (config.ARCHIVE_SWEEP_MS > 0) {
    const rounds = sweeper({ ...deps, everyMs: config.ARCHIVE_SWEEP_MS, log });
    rounds.start();
    onStop(() => rounds.stop());
  }
  return deps;
};
