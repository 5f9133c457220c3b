import { baseConfig, originList } from '@mercato/kit/config';
import { z } from 'zod';

const count = z.coerce.number().int();

export const gatewayConfig = baseConfig.extend({
  /** Requests a second and at once, per signed-in user or per address, of all replicas together. */
  RATE_LIMIT_PER_SECOND: count.min(1).default(100),
  RATE_LIMIT_BURST: count.min(1).default(200),
  /** Gateways that there are as long as the state store has not told. */
  RATE_LIMIT_REPLICAS: count.min(1).max(100).default(2),
  /** An answer that takes longer is a sign that its service is asked too much. */
  TARGET_LATENCY_MS: count.min(10).max(30_000).default(500),
  /** Requests in flight to one service: at least, at the start, at most; of this replica. */
  IN_FLIGHT_LEAST: count.min(1).default(20),
  IN_FLIGHT_FIRST: count.min(1).default(128),
  IN_FLIGHT_MOST: count.min(1).default(512),
  /** Milliseconds that this process may be behind before it refuses what is new. */
  EVENT_LOOP_DELAY_MS: count.min(10).max(10_000).default(250),
  /** `false` sheds nothing and leaves every caller the whole limit, whatever the services' state: for measurements. */
  ADAPTIVE_LIMITS: z.stringbool().default(true),
  /** Proxies of ours before the gateway that append to X-Forwarded-For: 2 behind an ALB and an ingress controller. */
  TRUSTED_PROXIES: count.min(0).max(5).default(0),
  /** Other origins whose pages may call the API from a browser, such as `https://shop.example`; comma-separated. */
  CORS_ORIGINS: originList,
  FORWARD_TIMEOUT_MS: count.min(1_000).max(30_000).default(30_000),
  /** `true` where TLS ends before the gateway: answers then tell browsers to insist on HTTPS. */
  BEHIND_TLS: z.stringbool().default(false),
  /** Holds the storefront as `vite build` made it; without one there is the API alone. */
  WEB_DIR: z.string().min(1).optional(),
});
