import { type notificationApi, sendNotification } from '@mercato/contracts/notification';
import { errors } from '@mercato/kit/errors';
import { type Ids, uuidV5 } from '@mercato/kit/ids';
import { outgoing, type Publisher } from '@mercato/kit/messaging';
import { accepted, type Handlers, ok } from '@mercato/kit/service';
import { iso } from '@mercato/kit/time';
import type { Template, Values } from '../domain/compile-template.ts';
import type { Mailbox } from '../ports/mailbox.ts';
import type { ListingRepair } from '../ports/listing-repair.ts';
import type { NotificationDeps } from '../use-cases/notification-deps.ts';

export interface RouteDeps extends NotificationDeps {
  /** Where mails go into a folder. */
  readonly mailbox: Mailbox | undefined;
  readonly listingRepair: ListingRepair;
  readonly publisher: Publisher;
  readonly ids: Ids;
}

/** Refuses at once what could never be sent; the recipient's name is added later. */
const checkValues = (template: Template, data: Values): void => {
  const fields = template.missing({ name: '', ...data }).map((name) => ({
    in: 'body' as const,
    pointer: `/data/${name}`,
    message: 'is needed by this template',
  }));
  if (fields.length) throw errors.invalid(fields);
};

export const notificationHandlers = (deps: RouteDeps): Handlers<typeof notificationApi> => ({
  listNotifications: async ({ caller, query }) => {
    const userId = query.userId ?? caller.userId;
    if (userId !== caller.userId && caller.role !== 'admin') throw errors.forbidden();
    const { ids, nextCursor } = await deps.listing.page(userId, query);
    return ok({ items: await deps.records.all(ids), nextCursor });
  },

  sendNotification: async ({ caller, body, idempotencyKey }) => {
    checkValues(deps.templates[body.template], body.data);
    const key = idempotencyKey;
    const notificationId = key === undefined ? deps.ids.uuid() : uuidV5('notification', caller.userId, key);
    const time = iso(deps.clock.now());
    await deps.publisher.publish(
      outgoing(sendNotification, { notificationId, ...body }, { distinct: notificationId, time }),
    );
    return accepted(notificationId, `/api/notifications?userId=${body.userId}`);
  },

  listMailbox: async ({ query: { limit } }) =>
    ok({ kept: deps.mailbox !== undefined, items: (await deps.mailbox?.newest(limit)) ?? [] }),

  rebuildIndex: async ({ params, body }) => ok(await deps.listingRepair.rebuild({ ...params, ...body })),
});
