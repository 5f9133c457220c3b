/** Exchanges the key of a machine for an access token. Throws `auth.invalid` for one that is no good. */
export interface MachineKeys {
  exchange(key: string): Promise<string>;
}
