import { posix } from 'node:path';

/** One wall: files that `in` names must not import what `ban` names. Paths are from the root, packages by name. */
export interface Wall {
  readonly in: RegExp;
  readonly except?: RegExp;
  readonly ban: RegExp;
  readonly must: string;
}

const anywhere = /^/;
const tests = /\.test\.ts$|^tests\/|^(packages|services)\/[^/]+\/test\//;
const serviceSource = /^services\/[^/]+\/src\//;
const entrances = '(routes|subscriptions|use-cases|app\\.ts)';
const inService = (...parts: string[]) => new RegExp(`^services/[^/]+/src/(${parts.join('|')})(/|\\.ts$|$)`);
const service = 'gateway|user|product|order|notification|payment|cart|shipping|analytics|operations';

/** Every wall that stands between two parts of the repository; all that fit a file hold. */
export const walls: readonly Wall[] = [
  {
    in: anywhere,
    ban: /^@mercato\/[^/]+\/(src|test)\//,
    must: 'must use what the package exports, as in @mercato/kit/errors: its src is private',
  },
  {
    in: anywhere,
    except: /^packages\//,
    ban: /^packages\/[^/]+\/(src|test)\//,
    must: 'must use the package by its name, as in @mercato/kit/errors',
  },
  {
    in: anywhere,
    // What ours is measured against is made of the same parts, without kit.
    except: /^packages\/kit\/|^loadtests\/baselines\//,
    ban: /^(@dapr\/|@opentelemetry\/|@fastify\/|(fastify|fastify-plugin|prom-client|pino|express)(\/|$))/,
    must: 'must use @mercato/kit: it alone knows the SDKs and Fastify',
  },
  {
    in: anywhere,
    ban: new RegExp(`^@mercato/(${service})(/|$)`),
    must: 'must use the contract of the service, by invocation or events: never its code',
  },
  {
    in: /^packages\/contracts\/src\//,
    ban: /^(?!zod$|packages\/contracts\/src\/)/,
    must: 'must use zod alone: contracts are for every layer and every language',
  },
  {
    in: /^packages\/catalogue-file\/src\//,
    except: tests,
    ban: /^(?!csv-parse\/browser\/|@mercato\/contracts\/|packages\/catalogue-file\/src\/)/,
    must: 'must use contracts and the parser alone: it runs in a browser too',
  },
  {
    in: /^packages\/(contracts|kit)\/src\/|^services\/[^/]+\/src\//,
    except: tests,
    ban: /^@mercato\/testkit(\/|$)|^(tools|tests)\//,
    must: 'must use a port given by the caller: test and tool code does not ship',
  },
  {
    in: serviceSource,
    except: new RegExp(`${tests.source}|^services/operations/`),
    ban: /^@mercato\/queues(\/|$)/,
    must: 'must use subscriptions and the publisher of @mercato/kit: operations alone looks into queues',
  },
  {
    in: serviceSource,
    except: new RegExp(`${tests.source}|/src/(main|compose)\\.ts$`),
    ban: /^@mercato\/kit\/dapr$/,
    must: 'must use a port given by main.ts, which alone connects to Dapr',
  },
  {
    in: serviceSource,
    except: new RegExp(`${tests.source}|/src/((main|compose)\\.ts$|adapters/)`),
    ban: inService('adapters'),
    must: 'must use a port given by main.ts, which alone sees adapters',
  },
  {
    in: inService('domain', 'ports', 'adapters'),
    except: tests,
    ban: inService(entrances, 'saga'),
    must: 'must use domain and ports: routes, subscriptions and sagas are above this layer',
  },
  {
    in: inService('domain'),
    except: tests,
    ban: inService('ports', 'config', 'metrics'),
    must: 'must use plain values: who calls the domain reads the ports',
  },
  {
    in: inService('domain'),
    except: tests,
    ban: /^@mercato\/kit\/(?!(collections|errors|messaging|aggregate|saga|ids|time)$)|^node:(?!crypto$)|^(undici|nodemailer)$/,
    must: 'must use plain values: the domain does no I/O',
  },
  {
    in: /^web\//,
    except: tests,
    ban: /^@mercato\/(?!catalogue-file$)|^(packages|services|tools|tests)\//,
    must: 'must use the client of src/api, whose types are made from the description of the API',
  },
  { in: anywhere, except: tests, ban: inService('main'), must: 'must use app.ts: nobody imports main.ts' },
  {
    in: anywhere,
    except: new RegExp(`${tests.source}|/src/main\\.ts$`),
    ban: inService('compose'),
    must: 'must use a port given by main.ts, which alone puts a service together',
  },
];

const targetOf = (file: string, specifier: string): string =>
  specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : specifier;

const ownerOf = (path: string): string | undefined => /^services\/[^/]+\//.exec(path)?.[0];

/** They put several services into one process, which is what a sidecar keeps apart in the running shop. */
const inMemoryShops = /^tests\/(support\/memory-shop|matrix)\//;

/** What is wrong with this import, if anything. `file` is relative to the root. */
export const wallAgainst = (file: string, specifier: string): string | undefined => {
  const target = targetOf(file, specifier);
  const owner = ownerOf(target);
  if (owner !== undefined && owner !== ownerOf(file) && !inMemoryShops.test(file))
    return 'must use the contract of the service: never its code';
  return walls.find((w) => w.in.test(file) && !w.except?.test(file) && w.ban.test(target))?.must;
};
