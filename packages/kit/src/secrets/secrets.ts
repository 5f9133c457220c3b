/** Secrets by name, from the platform's secret store. Throws `dependency.unavailable` when there is none of that name. */
export interface Secrets {
  get(name: string): Promise<string>;
}
