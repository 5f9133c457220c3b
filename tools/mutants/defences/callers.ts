import type { Defence } from '../defence.ts';

const admitCaller = 'packages/kit/src/auth/admit-caller.ts';
const authenticateTest = 'packages/kit/src/auth/authenticate.test.ts';
const paymentPolicy = 'dapr/access/payment.yaml';
const open = 'defaultAction: deny\n    trustDomain: public\n    policies:';

/** Who may call whom. */
export const callers: readonly Defence[] = [
  {
    id: 'callers.only-the-sidecar',
    what: 'A service takes calls from its own sidecar alone',
    file: admitCaller,
    cut: ['  requireAppToken(token, appToken);\n', ''],
    test: [authenticateTest, 'lets only its sidecar into %s %s'],
  },
  {
    id: 'callers.listed',
    what: 'And of the services only from those that the route lists',
    file: admitCaller,
    cut: ['callersOf(route).some(', "[...callersOf(route), caller ?? ''].some("],
    test: [authenticateTest, 'lets nobody into %s %s whom it does not list: %s'],
  },
  {
    id: 'callers.tokens-in-production',
    what: 'No service starts in production without the tokens between it and its sidecar',
    file: 'packages/kit/src/config/load-config.ts',
    cut: [', tokens.safeParse(given)]', ']'],
    test: ['packages/kit/src/config/config.test.ts', 'no service starts without %s in production'],
  },
  {
    id: 'callers.policy',
    what: 'What is not listed is denied',
    file: paymentPolicy,
    cut: [open, open.replace('deny', 'allow')],
    test: ['tests/conformance/access.test.ts', 'denies by default and lists its callers once'],
  },
  {
    id: 'callers.sidecars-refuse',
    what: 'The sidecar of a service refuses it, however the path is spelt',
    file: paymentPolicy,
    cut: [open, open.replace('deny', 'allow')],
    test: ['tests/integration/security/forbidden-calls.test.ts', 'every listed call passes, and no other'],
  },
  {
    id: 'callers.operations-below-each-other',
    what: 'Operations that lie beneath each other are one: Dapr stops at the first that it meets',
    file: 'tools/gen/access-policies.ts',
    cut: ['bases.filter((base) => !bases.some((other) => other !== base && isBelow(base, other)))', 'bases'],
    test: ['tests/conformance/access.test.ts', 'that lie beneath each other are one, with the verbs of both'],
  },
];
