import { type ServiceName, serviceNames } from '@mercato/contracts/shared';
import { z } from 'zod';

/** What these services' own sidecars let in: more would only wait there. */
const placesOfEach = 'product=50,payment=25,others=64';

const pair = /^(\w+)=([1-9]\d{0,3})$/;
const names: readonly string[] = [...serviceNames, 'others'];

const asMap = (text: string): ReadonlyMap<string, number> =>
  new Map(
    text.split(',').map((part) => {
      const [, name = '', calls] = pair.exec(part) ?? [];
      return [name, Number(calls)] as const;
    }),
  );

/** How many calls of each service one replica makes at a time. */
export const callLimits = z
  .string()
  .refine((text) => text.split(',').every((part) => names.includes(pair.exec(part)?.[1] ?? '')), {
    error: `must be <service>=<calls>, by commas, of ${names.join(', ')}`,
  })
  .default(placesOfEach)
  .transform((text) => {
    const limits = asMap(text);
    return (service: ServiceName): number => limits.get(service) ?? limits.get('others') ?? 64;
  });
export type CallLimits = z.output<typeof callLimits>;
