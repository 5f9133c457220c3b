/** What the service counts of its own business. */
export interface ProductMetrics {
  readonly reservation: (step: 'reserve' | 'commit' | 'release', outcome: string) => void;
  readonly catalogue: (inStock: number, outOfStock: number) => void;
}
