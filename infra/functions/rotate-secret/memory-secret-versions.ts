import type { SecretVersions } from './secret-versions.ts';

/** A secret with a current version, and a rotation that Secrets Manager has begun. */
export class MemorySecretVersions implements SecretVersions {
  readonly name: string;
  readonly texts = new Map<string, string>();
  readonly stages: Record<string, string[]>;

  constructor(name: string, current: string, pending: string) {
    this.name = name;
    this.texts.set('first', current);
    this.stages = { first: ['AWSCURRENT'], [pending]: ['AWSPENDING'] };
  }

  async describe() {
    return { name: this.name, stages: structuredClone(this.stages) };
  }

  async read(_: string, stage: string, versionId?: string) {
    const labelled = Object.keys(this.stages).find((version) => this.stages[version]?.includes(stage));
    if (versionId !== undefined && versionId !== labelled) return undefined;
    return this.texts.get(labelled ?? '');
  }

  async putPending(_: string, versionId: string, text: string) {
    if ((this.texts.get(versionId) ?? text) !== text) throw new Error('A version never changes its text');
    this.texts.set(versionId, text);
    this.stages[versionId] = ['AWSPENDING'];
  }

  async promote(_: string, versionId: string, from: string) {
    if (!this.stages[from]?.includes('AWSCURRENT')) throw new Error(`${from} is not the current version`);
    this.stages[from] = ['AWSPREVIOUS'];
    this.stages[versionId] = ['AWSCURRENT'];
  }
}
