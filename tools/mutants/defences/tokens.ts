import type { Defence } from '../defence.ts';

const verifier = 'packages/kit/src/auth/jwks-verifier.ts';
const verifierTest = 'packages/kit/src/auth/jwks-verifier.test.ts';
const publishedKeys = 'packages/kit/src/auth/published-keys.ts';
const rotatingSecret = 'packages/kit/src/secrets/rotating-secret.ts';
const rotatingSecretTest = 'packages/kit/src/secrets/rotating-secret.test.ts';
const signedTokens = 'services/user/src/adapters/signed-access-tokens.ts';
const signedTokensTest = 'services/user/src/adapters/signed-access-tokens.test.ts';
const guestTokens = 'services/cart/src/adapters/signed-guest-tokens.ts';
const guestTokensTest = 'services/cart/src/adapters/signed-guest-tokens.test.ts';

/** Tokens that nobody can forge, and keys that change while everybody goes on. */
export const tokens: readonly Defence[] = [
  {
    id: 'tokens.audience',
    what: 'A token for somebody else is no token for us',
    file: verifier,
    cut: ['      audience: options.audience,\n', ''],
    test: [verifierTest, 'refuses a token that is %s'],
  },
  {
    id: 'tokens.issuer',
    what: 'Nor is one of another issuer',
    file: verifier,
    cut: ['      issuer: options.issuer,\n', ''],
    test: [verifierTest, 'refuses a token that is %s'],
  },
  {
    id: 'tokens.type',
    what: 'What the issuer signed for another purpose is no access token',
    file: verifier,
    cut: ["      typ: 'at+jwt',\n", ''],
    test: [verifierTest, 'takes %s for no access token'],
  },
  {
    id: 'tokens.unknown-key',
    what: 'Tokens with made-up key ids do not make a verifier read the keys again and again',
    file: publishedKeys,
    cut: ['(known ? maxAgeMs : refreshEveryMs)', '(known ? maxAgeMs : 0)'],
    test: [verifierTest, 'are read again for an unknown key, at most every 10 s'],
  },
  {
    id: 'tokens.withdrawn-key',
    what: 'A key that is published no more stops working',
    file: publishedKeys,
    cut: ['(known ? maxAgeMs : refreshEveryMs)', '(known ? Infinity : refreshEveryMs)'],
    test: [verifierTest, 'stop working some time after they were withdrawn'],
  },
  {
    id: 'tokens.known-before-it-signs',
    what: 'A new key is published before anything is signed by it',
    file: 'packages/kit/src/secrets/key-ring.ts',
    cut: ['ring.findLast(({ from }) => from <= now) ?? ring[0]', 'ring.at(-1) ?? ring[0]'],
    test: [signedTokensTest, 'is published before it signs, and the old one until its last token has expired'],
  },
  {
    id: 'tokens.old-key-verifies',
    what: 'A key that signs no more is published until its last token has expired',
    file: signedTokens,
    cut: ['(lifetime + skewSeconds) * 1000', '0'],
    test: [signedTokensTest, 'is published before it signs, and the old one until its last token has expired'],
  },
  {
    id: 'tokens.secret-refreshed',
    what: 'A secret that changed is noticed without a restart',
    file: rotatingSecret,
    cut: ['if (age < this.#refreshMs || this.#isPausing()) return held.value;', 'if (age >= 0) return held.value;'],
    test: [rotatingSecretTest, 'is noticed when it changes, without a restart and without keeping anybody waiting'],
  },
  {
    id: 'tokens.last-good-secret',
    what: 'A store that is down, or a value that is no good, leaves the last good one in force',
    file: rotatingSecret,
    cut: ['      return held.value;\n    }\n  }\n\n  #read()', '      throw error;\n    }\n  }\n\n  #read()'],
    test: [rotatingSecretTest, 'serves on when its new value is no good, and never tells that value'],
  },
  {
    id: 'tokens.secret-not-told',
    what: 'A secret that cannot be read is named, never shown',
    file: rotatingSecret,
    cut: ['} catch {\n', '} catch (error) {\n      if (error instanceof Error) throw error;\n'],
    test: [rotatingSecretTest, 'serves on when its new value is no good, and never tells that value'],
  },
  {
    id: 'tokens.secret-pause',
    what: 'Forged tokens do not make a service ask the secret store again and again',
    file: rotatingSecret,
    cut: ['return this.#isPausing() ? held.value : this.#readAgain(held);', 'return this.#readAgain(held);'],
    test: [rotatingSecretTest, 'can be asked for at once, but not as often as a forger would like'],
  },
  {
    id: 'tokens.guest-rotation',
    what: "A rotation of the guests' key costs no guest the cart",
    file: guestTokens,
    cut: ['acceptedAt(ring, now, guestTokenSeconds * 1000)', '[signingAt(ring, now)]'],
    test: [guestTokensTest, 'outlive a rotation of their key, and new ones are signed by the new key'],
  },
];
