import { Resolver } from 'node:dns/promises';
import { createSocket } from 'node:dgram';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answer, questionOf } from './dns-message.ts';

const names = new Map([['gateway.ecommerce.svc.cluster.local', ['10.96.0.7', '10.96.0.8']]]);
const socket = createSocket('udp4');
const resolver = new Resolver();

beforeAll(async () => {
  socket.on('message', (message, from) => {
    const question = questionOf(message);
    socket.send(answer(message, question, names.get(question.name)), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
});
afterAll(() => socket.close());

it('answers a real resolver', async () => {
  expect(await resolver.resolve4('Gateway.ecommerce.svc.cluster.local')).toEqual(['10.96.0.7', '10.96.0.8']);
});

it('says that there is no such name, and that a name has no address of another kind', async () => {
  await expect(resolver.resolve4('cart.ecommerce.svc.cluster.local')).rejects.toThrow('ENOTFOUND');
  await expect(resolver.resolve6('gateway.ecommerce.svc.cluster.local')).rejects.toThrow('ENODATA');
});
