import type { Tone } from '../ui/Chip.tsx';

const tones: Readonly<Record<string, Tone>> = {
  accepted: 'busy',
  pending: 'busy',
  processing: 'busy',
  shipped: 'busy',
  delivered: 'good',
  cancelled: 'calm',
};

/** How a status of an order looks. */
export const statusTone = (status: string): Tone => tones[status] ?? 'calm';
