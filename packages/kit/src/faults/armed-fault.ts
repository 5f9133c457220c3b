import { type ErrorCode, errorCodes } from '@mercato/contracts/shared';
import { z } from 'zod';

/** Where a fault can be met. */
export const faultPoints = [
  'before-intent',
  'after-intent',
  'after-effect',
  'before-ack',
  'before-handler',
  'after-handler',
  'before-write',
  'after-write',
] as const;
export type ArmedPoint = (typeof faultPoints)[number];

/** What a process does that meets a fault. */
export type FaultAction =
  /** Dies, as by a power cut. What comes to a fault of its own until then dies there too. */
  | { readonly kind: 'exit'; readonly afterMs?: number | undefined }
  /** Goes on after that time, or as soon as it is released. */
  | { readonly kind: 'wait'; readonly ms: number }
  /** Throws. At a handler, a refusal is answered as the verdict that it is. */
  | { readonly kind: 'fail'; readonly code: ErrorCode; readonly afterMs?: number | undefined }
  /** Closes the connection on which an answer is waited for: after a handler. */
  | { readonly kind: 'hang-up' }
  /** Says that somebody else wrote first: before a write. */
  | { readonly kind: 'conflict' }
  /** Arms another fault, so that it is met after this one. */
  | { readonly kind: 'arm'; readonly fault: ArmedFault };

/** A fault that waits, as a file, for a process to come by. */
export interface ArmedFault {
  readonly id: string;
  readonly point: ArmedPoint;
  /** The saga's step (`undo:<step>` on the way back), the handler's route, or the kind of the item; `*` fits all. */
  readonly label: string;
  /** The order's id; of a write, the item's. */
  readonly key: string;
  readonly action: FaultAction;
  /** Once, unless it says otherwise. */
  readonly times?: number | undefined;
}

const ms = z.int().min(0);

const action: z.ZodType<FaultAction> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('exit'), afterMs: ms.optional() }),
  z.strictObject({ kind: z.literal('wait'), ms }),
  z.strictObject({ kind: z.literal('fail'), code: z.enum(errorCodes), afterMs: ms.optional() }),
  z.strictObject({ kind: z.literal('hang-up') }),
  z.strictObject({ kind: z.literal('conflict') }),
  z.strictObject({ kind: z.literal('arm'), fault: z.lazy(() => armedFault) }),
]);

const isAtHome = ({ point, action: { kind } }: ArmedFault): boolean =>
  (kind !== 'hang-up' || point === 'after-handler') && (kind !== 'conflict' || point === 'before-write');

export const armedFault: z.ZodType<ArmedFault> = z
  .strictObject({
    id: z.string().regex(/^[\w-]+$/),
    point: z.enum(faultPoints),
    label: z.string(),
    key: z.string(),
    action,
    times: z.int().min(1).optional(),
  })
  .refine(isAtHome, { path: ['action'], error: 'means nothing at this point' });
