/** One process to look at: of an app, or of its sidecar. */
export interface Target {
  readonly service: string;
  readonly kind: 'app' | 'sidecar';
  /** Host and port. */
  readonly address: string;
}

export const keyOfTarget = ({ service, kind, address }: Target): string => `${service} ${kind} ${address}`;
