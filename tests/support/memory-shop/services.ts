import type { ServiceName } from '@mercato/contracts/shared';
import type { CommonOptions, Surroundings } from '@mercato/kit/dapr';
import { type InProcessService, serveInProcess } from '@mercato/kit/service';
import { cartService } from '../../../services/cart/src/app.ts';
import { compose as composeCart } from '../../../services/cart/src/compose.ts';
import { notificationService } from '../../../services/notification/src/app.ts';
import { compose as composeNotification } from '../../../services/notification/src/compose.ts';
import { notificationConfig } from '../../../services/notification/src/config.ts';
import type { Mail } from '../../../services/notification/src/ports/senders.ts';
import { orderService } from '../../../services/order/src/app.ts';
import { compose as composeOrder } from '../../../services/order/src/compose.ts';
import { orderConfig } from '../../../services/order/src/config.ts';
import type { OrderDeps } from '../../../services/order/src/use-cases/deps.ts';
import { paymentService } from '../../../services/payment/src/app.ts';
import { compose as composePayment } from '../../../services/payment/src/compose.ts';
import { config as paymentConfig } from '../../../services/payment/src/config.ts';
import { productService } from '../../../services/product/src/app.ts';
import { compose as composeProduct } from '../../../services/product/src/compose.ts';
import { config as productConfig } from '../../../services/product/src/config.ts';
import { shippingService } from '../../../services/shipping/src/app.ts';
import { compose as composeShipping } from '../../../services/shipping/src/compose.ts';
import { config as shippingConfig } from '../../../services/shipping/src/config.ts';
import { userService } from '../../../services/user/src/app.ts';
import { compose as composeUser } from '../../../services/user/src/compose.ts';
import { userConfig } from '../../../services/user/src/config.ts';
import type { PasswordHasher } from '../../../services/user/src/ports/index.ts';

/** Slow hashes are the business of other tests. */
const plainHasher: PasswordHasher = {
  hash: (password) => Promise.resolve(`plain:${password}`),
  verify: (password, hash) => Promise.resolve(hash === `plain:${password}`),
  isOutdated: () => false,
};

/** What one process of a service is put together from. */
export interface Given extends Omit<
  Surroundings<unknown>,
  'config' | 'ping' | 'close' | 'common' | 'notes' | 'objects' | 'deadLetter'
> {
  readonly common: Pick<CommonOptions, 'logger' | 'clock' | 'verifyToken' | 'idempotency'>;
  /** Settings that differ from the service's own defaults. */
  readonly settings: Readonly<Record<string, string>>;
  /** Where mails go. */
  readonly mails: Mail[];
}

export type StartService = (given: Given) => InProcessService;

const parsed = <C>(schema: { parse(env: object): C }, { settings }: Given): C =>
  schema.parse({ APP_PORT: '1', ...settings });

const mailer = (mails: Mail[]) => ({
  send: (mail: Mail) => Promise.resolve(void mails.push(mail)),
  check: () => Promise.resolve(),
});

const composed = (given: Given): OrderDeps => composeOrder({ ...given, config: parsed(orderConfig, given) });

/** The order service with parts of another release. */
export const orderWith =
  (parts: (given: Given, deps: OrderDeps) => OrderDeps): StartService =>
  (given) =>
    serveInProcess({ ...given.common, ...orderService(parts(given, composed(given))) });

/** The services of the shop, put together by their own code, on whatever they are given. */
export const starters = {
  cart: (given: Given) => serveInProcess({ ...given.common, ...cartService(composeCart(given)) }),
  notification: (given: Given) => {
    const config = parsed(notificationConfig, given);
    const deps = composeNotification({ ...given, config }, mailer(given.mails));
    return serveInProcess({ ...given.common, ...notificationService(deps) });
  },
  order: orderWith((_, deps) => deps),
  payment: (given: Given) => {
    const deps = composePayment({ ...given, config: parsed(paymentConfig, given) });
    return serveInProcess({ ...given.common, ...paymentService(deps) });
  },
  product: (given: Given) => {
    const ports = composeProduct({ ...given, config: parsed(productConfig, given) });
    return serveInProcess({ ...given.common, ...productService(ports) });
  },
  shipping: (given: Given) => {
    const deps = composeShipping({ ...given, config: parsed(shippingConfig, given) });
    return serveInProcess({ ...given.common, ...shippingService(deps) });
  },
  user: (given: Given) => {
    const deps = composeUser({ ...given, config: parsed(userConfig, given) }, plainHasher);
    return serveInProcess({ ...given.common, ...userService(deps) });
  },
} as const satisfies Partial<Record<ServiceName, StartService>>;

export type ShopService = keyof typeof starters;

export const shopServices = Object.keys(starters) as readonly ShopService[];

/** Some run beside the shop only: the archive's reader, the operators' console. */
export const isShopService = (name: ServiceName): name is ShopService => Object.hasOwn(starters, name);
