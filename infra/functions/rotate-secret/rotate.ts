import { acceptedAt, parseKeyRing, type RingKey } from '@mercato/kit/secrets';
import { nextRing, purposes } from '../../../tools/rotate-key/next-ring.ts';
import type { SecretVersions } from './secret-versions.ts';

/** What Secrets Manager sends, four times for one rotation. */
export interface RotationStep {
  readonly Step: 'createSecret' | 'setSecret' | 'testSecret' | 'finishSecret';
  readonly SecretId: string;
  /** Becomes the id of the new version. */
  readonly ClientRequestToken: string;
}

interface Rotation {
  readonly versions: SecretVersions;
  readonly step: RotationStep;
  readonly now: number;
  readonly name: string;
}

const purposeOf = (name: string) => {
  const purpose = purposes[name];
  if (!purpose) throw new Error(`${name} is no secret that signs`);
  return purpose;
};

const textOf = async ({ versions, step }: Rotation, stage: 'AWSCURRENT' | 'AWSPENDING'): Promise<string> => {
  const text = await versions.read(step.SecretId, stage);
  if (text === undefined) throw new Error(`${step.SecretId} has no version ${stage}`);
  return text;
};

const createSecret = async (rotation: Rotation): Promise<void> => {
  const { versions, step, now, name } = rotation;
  const { SecretId: id, ClientRequestToken: token } = step;
  // A step that was not answered comes again: one rotation makes one key.
  if ((await versions.read(id, 'AWSPENDING', token)) !== undefined) return;
  await versions.putPending(id, token, nextRing(await textOf(rotation, 'AWSCURRENT'), purposeOf(name), { now }));
};

const keysOf = (ring: readonly RingKey[]): readonly string[] => ring.map(({ key }) => key);

/** Nobody is signed out: what may still be presented is accepted by the new ring, which brings exactly one key. */
const testSecret = async ({ versions, step, now, name }: Rotation): Promise<void> => {
  const [before, after] = [
    await versions.read(step.SecretId, 'AWSCURRENT'),
    await versions.read(step.SecretId, 'AWSPENDING'),
  ];
  // When a rotation is set up, Secrets Manager tries this step alone: before there is a value, or with the one there is.
  if (before === undefined || after === undefined || after === before) return;
  const current = parseKeyRing(before.trim());
  const pending = keysOf(parseKeyRing(after));
  const needed = keysOf(acceptedAt(current, now, purposeOf(name).lifetimeMs));
  if (needed.some((key) => !pending.includes(key))) throw new Error('The new ring lacks a key that is still needed');
  if (pending.filter((key) => !keysOf(current).includes(key)).length !== 1)
    throw new Error('The new ring does not bring one new key');
};

const finishSecret = async (rotation: Rotation, current: string): Promise<void> => {
  const { versions, step } = rotation;
  if ((await textOf(rotation, 'AWSPENDING')) === (await textOf(rotation, 'AWSCURRENT')))
    throw new Error('The new ring does not bring one new key');
  await versions.promote(step.SecretId, step.ClientRequestToken, current);
};

/** One step of a rotation, each of which may come again. */
export const rotate = async (versions: SecretVersions, step: RotationStep, now: number): Promise<void> => {
  const { name, stages } = await versions.describe(step.SecretId);
  const labels = stages[step.ClientRequestToken] ?? [];
  if (labels.includes('AWSCURRENT')) return;
  if (step.Step !== 'testSecret' && !labels.includes('AWSPENDING'))
    throw new Error(`${step.ClientRequestToken} is not being rotated in`);
  const rotation = { versions, step, now, name };
  const current = Object.keys(stages).find((version) => stages[version]?.includes('AWSCURRENT')) ?? '';
  if (step.Step === 'createSecret') await createSecret(rotation);
  else if (step.Step === 'testSecret') await testSecret(rotation);
  else if (step.Step === 'finishSecret') await finishSecret(rotation, current);
  // setSecret is for secrets that another system must be told of. Ours are read by those who need them.
};
