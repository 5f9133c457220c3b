import { productApi } from '@mercato/contracts/product';
import type { Aggregates } from '@mercato/kit/aggregate';
import type { Ids } from '@mercato/kit/ids';
import type { Publisher } from '@mercato/kit/messaging';
import { type App, createService, type ServiceDefinition, type ServiceOptions } from '@mercato/kit/service';
import type { Logger } from '@mercato/kit/telemetry';
import type { Clock } from '@mercato/kit/time';
import type { ProductState } from './domain/product-state.ts';
import type { Catalogue } from './ports/catalogue.ts';
import type { ChangeLog } from './ports/change-log.ts';
import type { ClosedReservations } from './ports/closed-reservations.ts';
import type { CommandResults } from './ports/command-results.ts';
import type { ProductIds } from './ports/product-ids.ts';
import type { ProductMetrics } from './ports/product-metrics.ts';
import { adminRoutes } from './routes/admin.ts';
import { auditRoutes } from './routes/audit.ts';
import { catalogueRoutes } from './routes/catalogue.ts';
import { reservationRoutes } from './routes/reservations.ts';
import { productCommands } from './subscriptions/product-commands.ts';
import { ApplyCommands } from './use-cases/apply-commands.ts';
import { MoveClosed } from './use-cases/move-closed.ts';
import { Reservations } from './use-cases/reservations.ts';
import { Submit } from './use-cases/submit.ts';

export interface ProductPorts {
  readonly products: Aggregates<ProductState>;
  readonly productIds: ProductIds;
  readonly closed: ClosedReservations;
  readonly changes: ChangeLog;
  readonly results: CommandResults;
  readonly catalogue: Catalogue;
  readonly publisher: Publisher;
  readonly metrics: ProductMetrics;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly waitMs: number;
}

type Common = Omit<ServiceOptions<typeof productApi>, 'name' | 'api' | 'handlers' | 'subscriptions'>;

/** The product service over its ports. */
export const productService = (ports: ProductPorts): ServiceDefinition<typeof productApi> => {
  const mover = new MoveClosed(ports);
  const reservations = new Reservations({ ...ports, mover });
  const submit = new Submit(ports);
  return {
    name: 'product',
    api: productApi,
    handlers: {
      ...catalogueRoutes(ports.catalogue),
      ...adminRoutes({ ...ports, submit }),
      ...auditRoutes(ports),
      ...reservationRoutes(reservations),
    },
    subscriptions: productCommands(new ApplyCommands(ports)),
  };
};

export const createApp = (ports: ProductPorts, common: Common): Promise<App> =>
  createService({ ...common, ...productService(ports) });
