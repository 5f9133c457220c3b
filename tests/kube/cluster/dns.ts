import { createSocket } from 'node:dgram';
import { request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { answer, questionOf } from './dns-message.ts';

/**
 * Answers for Services as a cluster's DNS does, which is all that the shop asks of one: `node dns.ts <address> <API
 * server> <token>`. It looks at the API twice a second. Everything else does not exist.
 */
const [address = '', server = '', token = ''] = process.argv.slice(2);
const domain = 'svc.cluster.local';
const pauseMs = 500;

const meta = z.object({
  name: z.string(),
  namespace: z.string(),
  labels: z.record(z.string(), z.string()).default({}),
});
const services = z.object({
  items: z.array(z.object({ metadata: meta, spec: z.object({ clusterIP: z.string().optional() }) })),
});
const slices = z.object({
  items: z.array(
    z.object({
      metadata: meta,
      endpoints: z
        .array(z.object({ addresses: z.array(z.string()), conditions: z.object({ ready: z.boolean().nullish() }) }))
        .nullish(),
    }),
  ),
});

const get = (path: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const options = { headers: { authorization: `Bearer ${token}` }, rejectUnauthorized: false };
    request(`${server}${path}`, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve(JSON.parse(text)));
    })
      .once('error', reject)
      .end();
  });

const names = new Map<string, readonly string[]>();

const look = async (): Promise<void> => {
  const all = services.parse(await get('/api/v1/services')).items;
  const ready = slices.parse(await get('/apis/discovery.k8s.io/v1/endpointslices')).items;
  names.clear();
  for (const { metadata, spec } of all) {
    const own = ready.filter(
      ({ metadata: of }) =>
        of.namespace === metadata.namespace && of.labels['kubernetes.io/service-name'] === metadata.name,
    );
    const pods = own.flatMap(({ endpoints }) => endpoints ?? []).filter(({ conditions }) => conditions.ready !== false);
    const headless = spec.clusterIP === 'None';
    const found = headless ? pods.flatMap(({ addresses }) => addresses) : [spec.clusterIP ?? ''];
    names.set(`${metadata.name}.${metadata.namespace}.${domain}`, found);
  }
};

const socket = createSocket('udp4');
socket.on('message', (message, from) => {
  const question = questionOf(message);
  socket.send(answer(message, question, names.get(question.name)), from.port, from.address);
});
socket.bind(53, address, () => process.stdout.write('ready\n'));

for (;;) {
  await look().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
  await sleep(pauseMs);
}
