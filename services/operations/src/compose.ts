import type { Surroundings } from '@mercato/kit/dapr';
import { Rounds } from '@mercato/kit/time';
import { type QueueSource, sqsClient } from '@mercato/queues';
import { roleCredentials } from '@mercato/queues/aws';
import type { z } from 'zod';
import promises from '../../../telemetry/generated/promises.json' with { type: 'json' };
import { fileTargets, noTargets } from './adapters/file-targets.ts';
import { httpScraper } from './adapters/http-scraper.ts';
import { invokedBooks } from './adapters/invoked-books.ts';
import { invokedReasons } from './adapters/invoked-reasons.ts';
import { LocalProcesses } from './adapters/local-processes.ts';
import { queueOffice } from './adapters/queue-office.ts';
import { StoredAuditTrail } from './adapters/stored-audit-trail.ts';
import { storedRuns } from './adapters/stored-runs.ts';
import type { operationsConfig } from './config.ts';
import { promised, type PromiseRow } from './domain/promises.ts';
import { contractWays } from './domain/ways.ts';
import type { OperationsDeps } from './use-cases/deps.ts';
import { Sampler } from './use-cases/sampler.ts';

type Config = z.output<typeof operationsConfig>;

type Needs = Pick<Surroundings<Config>, 'config' | 'state' | 'invoker' | 'clock' | 'ids' | 'log' | 'warmUp' | 'onStop'>;

const rows: readonly PromiseRow[] = promises;

/** Puts the service together from what surrounds it. */
export const compose = (given: Needs): OperationsDeps => {
  const { config, state: store, invoker, clock, ids, log } = given;
  const queues = queueService(config);
  const isLocal = config.CHAOS_PANEL === 'local';
  return {
    office: queueOffice({ queues, reasons: invokedReasons(invoker), ids }),
    audit: new StoredAuditTrail({ store, clock, ids }),
    books: invokedBooks({ invoker, sqs: queues.sqs, clock, ids }),
    runs: storedRuns(store),
    processes: isLocal ? new LocalProcesses(config.PIDS_DIR, clock) : undefined,
    sampler: sampling(given),
    promised: rows,
    ways: contractWays,
    everyMs: config.LOOK_EVERY_MS,
    settings: { chaos: isLocal, traceUrl: config.TRACE_URL ?? null, everySeconds: config.LOOK_EVERY_MS / 1_000 },
    clock,
    ids,
    log,
  };
};

const queueService = (config: Config): QueueSource => {
  const {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId = '',
    AWS_SECRET_ACCESS_KEY: secretAccessKey = '',
  } = config;
  const endpoint = config.AWS_ENDPOINT_SNSSQS ?? `https://sqs.${region}.amazonaws.com`;
  const keys = { accessKeyId, secretAccessKey, sessionToken: config.AWS_SESSION_TOKEN };
  const credentials = accessKeyId === '' ? (roleCredentials(config) ?? keys) : keys;
  return { sqs: sqsClient({ url: endpoint, region, credentials }), endpoint };
};

const sampling = ({ config, clock, log, warmUp, onStop }: Needs): Sampler => {
  const { TARGETS_FILE: file, LOOK_EVERY_MS: pauseMs, LOOK_BACK_MS: keepMs } = config;
  const targets = file === undefined ? noTargets : fileTargets(file);
  const sampler = new Sampler({ targets, scraper: httpScraper, clock, promised: rows.map(promised), keepMs });
  const rounds = new Rounds({
    clock,
    pauseMs,
    firstMs: 0,
    work: () => sampler.look(),
    failed: (error) => log.warn({ err: error }, 'the services could not be looked at, trying again'),
  });
  warmUp('looking around', async () => rounds.start());
  onStop(() => rounds.stop());
  return sampler;
};
