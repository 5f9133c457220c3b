import { z } from 'zod';

/** An instant in UTC, ISO 8601 with milliseconds. */
export const timestamp = z.iso.datetime().meta({ id: 'Timestamp', examples: ['2026-01-31T12:00:00.000Z'] });
