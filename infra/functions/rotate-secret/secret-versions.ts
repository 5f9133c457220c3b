/** The versions of one secret, as Secrets Manager keeps them. */
export interface SecretVersions {
  /** The secret's name, and which labels each version carries. */
  describe(secretId: string): Promise<SecretDescription>;
  /** The text of the version with this label, or nothing. */
  read(secretId: string, stage: Stage, versionId?: string): Promise<string | undefined>;
  putPending(secretId: string, versionId: string, text: string): Promise<void>;
  /** Makes `versionId` the current version in place of `from`. */
  promote(secretId: string, versionId: string, from: string): Promise<void>;
}

export type Stage = 'AWSCURRENT' | 'AWSPENDING';

export interface SecretDescription {
  readonly name: string;
  readonly stages: Readonly<Record<string, readonly string[]>>;
}
