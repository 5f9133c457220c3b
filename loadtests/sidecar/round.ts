/** `kit`: as every service calls. `sdk`: the SDK's typed client as it comes. `http`: nothing between us and the sidecar. */
export const arms = ['kit', 'sdk', 'http'] as const;
export type Arm = (typeof arms)[number];

export interface Task {
  readonly kind: 'get' | 'save';
  readonly calls: number;
  readonly atOnce: number;
}

/** By the process that calls. */
export interface Used {
  readonly cpuMs: number;
  readonly ms: number;
}

/** Milliseconds of one call. */
export interface Cost {
  readonly app: number;
  readonly sidecar: number;
  readonly latency: number;
}
