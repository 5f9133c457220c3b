import type { TokenVerifier } from '@mercato/kit/auth';
import type { Clock } from '@mercato/kit/time';
import type { Rate } from '../domain/token-bucket.ts';
import type { Traffic } from '../limits/traffic.ts';
import type { Forwarder, MachineKeys } from '../ports/index.ts';

export interface GatewaySettings {
  /** How many of our own proxies stand before the gateway; 0 when clients reach it directly. */
  readonly trustedProxies: number;
  /** For a whole answer, its body included. */
  readonly forwardMs: number;
  /** Clients come by HTTPS, ended before us. */
  readonly tls: boolean;
  /** Other sites whose pages may call us. */
  readonly corsOrigins: readonly string[];
  /** The folder of the built pages, where there are any. */
  readonly webDir?: string | undefined;
  /** Milliseconds that the process may be behind before it refuses what is new; without it, it never does. */
  readonly mostDelayMs?: number | undefined;
  /** What a caller may ask, as it is told. */
  readonly rate: Rate;
}

/** What the gateway works with. */
export interface GatewayDeps {
  readonly forwarder: Forwarder;
  readonly verifyToken: TokenVerifier;
  readonly machineKeys: MachineKeys;
  readonly traffic: Traffic;
  readonly clock: Clock;
  readonly settings: GatewaySettings;
}
