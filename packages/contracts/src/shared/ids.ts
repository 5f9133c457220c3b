import { z } from 'zod';

/** An opaque identifier: letters, digits, `-` and `_`, at most 64 characters. */
export const id = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .meta({ id: 'Id', description: 'Opaque identifier', examples: ['prd-000001'] });

/** A UUID in its canonical text form. */
export const uuid = z.guid().meta({ id: 'Uuid', examples: ['6f1c1bb0-1f3e-5d0b-9a53-1d8a3f7b2c11'] });

/** A deterministic key of one step of one saga: `<orderId>:<step>` or `<orderId>:<step>:<line>`. */
export const stepKey = z
  .string()
  .regex(/^[A-Za-z0-9_:-]{1,160}$/)
  .meta({ id: 'StepKey' });

/** What a client sends in `Idempotency-Key`: 1 to 128 visible ASCII characters. */
export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,128}$/)
  .meta({ id: 'IdempotencyKey', description: 'Makes a repeated request safe for 24 hours' });
