import { z } from 'zod';
import { timestamp } from '../shared/index.ts';

const replica = z.object({
  /** Host and port of the app. */
  address: z.string(),
  /** `ready` takes requests and messages, `unready` answers but does not wish to be asked, `down` does not answer. */
  app: z.enum(['ready', 'unready', 'down']),
  sidecar: z.enum(['up', 'down']),
  memoryBytes: z.number().nullable(),
  /** Of one core, 0 to 1 and above. */
  cpu: z.number().nullable(),
});

/** `sidecar` breakers stand before other services and components, `app` ones before third parties. */
const breaker = z.object({
  of: z.enum(['sidecar', 'app']),
  target: z.string(),
  state: z.enum(['closed', 'half-open', 'open']),
});

const bulkhead = z.object({
  dependency: z.string(),
  running: z.int(),
  waiting: z.int(),
  rejectedPerMinute: z.number(),
});

/** The gateway's limit of requests in flight to one backend. */
const limiter = z.object({
  backend: z.string(),
  inFlight: z.int(),
  limit: z.number(),
  /** What is left of the rate limit of who asks the most: 1 without pressure. */
  lowestShare: z.number(),
  shedPerMinute: z.number(),
});

const serviceNode = z
  .object({
    service: z.string(),
    replicas: z.array(replica),
    requestsPerSecond: z.number(),
    errorsPerSecond: z.number(),
    messagesPerSecond: z.number(),
    p50Seconds: z.number().nullable(),
    p95Seconds: z.number().nullable(),
    breakers: z.array(breaker),
    bulkheads: z.array(bulkhead),
    /** Of the gateway alone; elsewhere empty and null. */
    limiters: z.array(limiter),
    rateLimitedPerMinute: z.number().nullable(),
  })
  .meta({ id: 'ServiceNode' });

/** Who may call whom by the contracts, and what of that happens. */
const edge = z
  .object({
    from: z.string(),
    to: z.string(),
    kind: z.enum(['call', 'message']),
    /** The routes that may be called, or the topics. */
    what: z.array(z.string()),
    /** Null where it is not measured. */
    perSecond: z.number().nullable(),
    /** The worst of the breakers on this way; null for messages and where there is none. */
    breaker: breaker.shape.state.nullable(),
  })
  .meta({ id: 'ServiceEdge' });

/** The latest minute. */
export const serviceMap = z
  .object({ at: timestamp, services: z.array(serviceNode), edges: z.array(edge) })
  .meta({ id: 'ServiceMap' });
export type ServiceMap = z.infer<typeof serviceMap>;
