import { baseConfig, originList } from '@mercato/kit/config';
import { z } from 'zod';

const count = z.coerce.number().int();

export const gatewayConfig = baseConfig.extend({
  /** Requests a second and at once, per signed-in user or per address, in this replica. */
  RATE_LIMIT_PER_SECOND: count.min(1).default(100),
  RATE_LIMIT_BURST: count.min(1).default(200),
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
