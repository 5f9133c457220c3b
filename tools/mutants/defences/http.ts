import type { Defence } from '../defence.ts';

const strictHttp = 'packages/kit/src/service/strict-http.ts';
const strictHttpTest = 'packages/kit/src/service/strict-http.test.ts';
const cookies = 'packages/kit/src/service/cookies.ts';
const createServiceTest = 'packages/kit/src/service/create-service.test.ts';
const person = 'packages/contracts/src/shared/person.ts';
const personTest = 'packages/contracts/test/person.test.ts';

/** What is read in one way only, and believed only where nobody else can have written it. */
export const http: readonly Defence[] = [
  {
    id: 'http.one-host',
    what: 'A request that names two hosts, or none, is refused, though the parser takes it',
    file: strictHttp,
    cut: [
      "return hosts > 1 || (hosts === 0 && httpVersion === '1.1') ? 'Name one Host' : undefined;",
      'return undefined;',
    ],
    test: [strictHttpTest, 'is refused with a problem, in every service'],
  },
  {
    id: 'http.slow-clients',
    what: 'Clients that dawdle are looked for every second',
    file: 'packages/kit/src/service/server.ts',
    cut: ['connectionsCheckingInterval: 1_000,', 'connectionsCheckingInterval: 30_000,'],
    test: [strictHttpTest, 'with %s is told so and left'],
  },
  {
    id: 'http.planted-cookie',
    what: 'Over HTTPS only cookies count that no page of a neighbouring host can set',
    file: cookies,
    cut: ['if (!cameByTls(headers)) return cookies;', 'return cookies;'],
    test: [createServiceTest, 'carries status, body, Location and cookies'],
  },
  {
    id: 'http.deliverable-address',
    what: 'A mail address that no server would take is refused at the door',
    file: person,
    cut: [".refine(isDeliverable, 'has a part that is longer than a mail address can have')", ''],
    test: [personTest, 'may not be %j'],
  },
];
