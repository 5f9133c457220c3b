/** What the console shows comes from these series and from those of the promises; no others are kept. */
const shown = [
  'process_start_time_seconds',
  'process_cpu_seconds_total',
  'process_resident_memory_bytes',
  'http_requests_total',
  'http_request_duration_seconds_bucket',
  'messages_handled_total',
  'checkouts_total',
  'order_total_amount_sum',
  'orders_parked',
  'breaker_state',
  'bulkhead_calls',
  'bulkhead_rejections_total',
  'rate_limited_total',
  'rate_limit_lowest_share',
  'requests_shed_total',
  'backend_in_flight',
  'backend_concurrency_limit',
  'dapr_resiliency_cb_state',
  'dapr_runtime_service_invocation_req_sent_total',
] as const;

/** The names to read, given the metrics that promises are about. */
export const wantedNames = (promised: readonly { readonly metric: string }[]): ReadonlySet<string> =>
  new Set([...shown, ...promised.flatMap(({ metric }) => [metric, `${metric}_bucket`, `${metric}_count`])]);
