/** Slow hashes of passwords, as text that names its own parameters. Throws `dependency.unavailable` when it has too much to do. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** Takes as long when there is nothing to compare with, so that time does not tell which addresses exist. */
  verify(password: string, hash: string | undefined): Promise<boolean>;
  /** True for a hash made under other parameters than today's. */
  isOutdated(hash: string): boolean;
}
