/** Each where its kind is usually found, except for the queues, of which there is no usual place. */
export const observePorts = {
  otlp: 4317,
  traces: 16_686,
  prometheus: 9090,
  alertmanager: 9093,
  queues: 9099,
} as const;
