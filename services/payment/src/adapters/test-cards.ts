/**
 * What a card makes the simulated provider do. `late` and `lost` do the work and fail to say so in time; `silent` does
 * nothing and never answers; `flaky` is down twice; `capturelost` loses the answer of the capture.
 */
export const scenarios = [
  'success',
  'declined',
  'insufficient',
  'lostcard',
  'stolencard',
  'velocity',
  'expired',
  'cvc',
  'processing',
  'late',
  'lost',
  'silent',
  'flaky',
  'capturelost',
] as const;
export type Scenario = (typeof scenarios)[number];

/** Stripe's published test cards that do not succeed, and numbers of our own for what Stripe cannot play. All others succeed. */
export const testCards: Readonly<Record<string, Scenario>> = {
  '4000000000000002': 'declined',
  '4000000000009995': 'insufficient',
  '4000000000009987': 'lostcard',
  '4000000000009979': 'stolencard',
  '4000000000006975': 'velocity',
  '4000000000000069': 'expired',
  '4000000000000127': 'cvc',
  '4000000000000119': 'processing',
  '4000000000007015': 'late',
  '4000000000007023': 'lost',
  '4000000000007031': 'silent',
  '4000000000007049': 'flaky',
  '4000000000007056': 'capturelost',
};

/** Stripe's code for each way of declining. */
export const declineReasons: Readonly<Partial<Record<Scenario, string>>> = {
  declined: 'generic_decline',
  insufficient: 'insufficient_funds',
  lostcard: 'lost_card',
  stolencard: 'stolen_card',
  velocity: 'card_velocity_exceeded',
  expired: 'expired_card',
  cvc: 'incorrect_cvc',
  processing: 'processing_error',
};
