// Made from telemetry/slo.yaml by `npm run gen`. Objectives are per cent.
export const promises = {
  'availability': { objective: 99.9 },
  'read-latency': { objective: 99, seconds: 0.5 },
  'write-latency': { objective: 99, seconds: 1 },
  'checkout-success': { objective: 99.5 },
  'checkout-time': { objective: 99, seconds: 10 },
  'freshness': { objective: 99, seconds: 30 },
} as const;
