import type { Defence } from '../defence.ts';

const exchangedKeys = 'services/gateway/src/adapters/exchanged-keys.ts';
const exchangedKeysTest = 'services/gateway/src/adapters/exchanged-keys.test.ts';
const apiKeys = 'services/user/src/domain/api-keys.ts';
const apiKeysTest = 'services/user/test/api-keys.test.ts';
const machineKeysTest = 'services/gateway/test/machine-keys.test.ts';

/** Machines that call with a key. */
export const machines: readonly Defence[] = [
  {
    id: 'machines.scope',
    what: 'A machine may only what its key is good for',
    file: 'packages/kit/src/auth/authenticate.ts',
    cut: ['if (!caller.scopes?.includes(scope)) throw authErrors.scope(scope);', 'return;'],
    test: [
      'packages/kit/src/auth/authenticate.test.ts',
      'may what its key is good for, on a route for %s, and nothing else',
    ],
  },
  {
    id: 'machines.key-stays-here',
    what: 'A key that is no good is not handed on to a service',
    file: 'services/gateway/src/routes/machine-key.ts',
    cut: ['  delete headers.authorization;\n', ''],
    test: [machineKeysTest, 'is nobody with a key that is no good, and the key goes no further'],
  },
  {
    id: 'machines.checksum',
    what: 'What is no key by its look is asked about nowhere',
    file: exchangedKeys,
    cut: ['if (!readApiKey(key)) throw authErrors.invalid();', ''],
    test: [exchangedKeysTest, 'that are none by their look are asked for never, and made-up ones not without end'],
  },
  {
    id: 'machines.made-up-keys',
    what: 'Made-up keys do not become calls without end',
    file: exchangedKeys,
    cut: ['if (this.#lookUps > lookUpsASecond) throw refusals.busy();', ''],
    test: [exchangedKeysTest, 'that are none by their look are asked for never, and made-up ones not without end'],
  },
  {
    id: 'machines.proof',
    what: 'The id of a key alone opens nothing',
    file: apiKeys,
    cut: ['key.proofHash === presented.hash && ', ''],
    test: [apiKeysTest, 'of another id, or with another proof, is none'],
  },
  {
    id: 'machines.revoked',
    what: 'A key that was revoked, or is over, opens nothing',
    file: apiKeys,
    cut: ['revokedAt === null && now < expiresAt', 'expiresAt >= 0'],
    test: [apiKeysTest, 'is good until it is revoked, or over'],
  },
  {
    id: 'machines.hash-only',
    what: 'A key is kept as a hash',
    file: 'services/user/src/use-cases/api-keys.ts',
    cut: ['proofHash: hashOf(made.proof)', 'proofHash: made.proof'],
    test: [apiKeysTest, 'is shown once: the store and the listing know only what proves nothing'],
  },
];
