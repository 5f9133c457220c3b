import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { leakFinder } from '../../support/leaks.ts';
import type { SecretKind } from '../../support/used-secrets.ts';
import type { GetWorld, World } from '../../support/world.ts';

const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT/.test(text);

/** What the shop's own secrets are made of: a ring of keys, or a key of several lines, could be shown in parts. */
const partsOf = (secret: string): readonly string[] =>
  secret.split(/[\s"{}[\],]+|\\n/).filter((part) => !isTime(part) && !part.startsWith('-----'));

const usedIn = ({ shop, client }: World) => {
  const { 'first-admin-email': _name, ...secrets } = shop.secrets;
  for (const part of Object.values(secrets).flatMap(partsOf)) client.secrets.add('shop secret', part);
  return client.secrets.all;
};

interface Line {
  readonly where: string;
  readonly text: string;
}

const linesOf = (folder: string): readonly Line[] =>
  readdirSync(folder).flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .map((text, i) => ({ where: `${file}:${i + 1}`, text })),
  );

/** After all other scenarios: what they sent and were given is what is looked for. */
export const secretsInLogs = (world: GetWorld): void => {
  describe('no log of a service or a sidecar', () => {
    it('shows a password, a token, a card, a mail address or a secret of the shop', () => {
      const leaksIn = leakFinder(usedIn(world()));
      const lines = linesOf(world().shop.logFolder);
      // A service's line for each request, and a sidecar that says at least that it is there.
      expect(lines.length).toBeGreaterThan(1_000);
      expect(new Set(lines.map(({ where }) => where.split(':')[0])).size).toBeGreaterThanOrEqual(18);
      const leaks = lines.flatMap(({ where, text }) => leaksIn(text).map((what) => `${where} shows ${what}`));
      expect(leaks.slice(0, 20)).toEqual([]);
    });

    it('would keep one of them from being found', () => {
      const secrets = usedIn(world());
      const leaksIn = leakFinder(secrets);
      const all: readonly SecretKind[] = [
        'password',
        'token',
        'card number',
        'card code',
        'mail address',
        'shop secret',
      ];
      expect(new Set(secrets.map(([, kind]) => kind))).toEqual(new Set(all));
      for (const [value, kind] of secrets) {
        const field = kind === 'card code' ? 'cvc' : 'msg';
        expect(leaksIn(JSON.stringify({ level: 'info', [field]: value })), kind).toContain(`a ${kind}`);
      }
    });
  });
};
