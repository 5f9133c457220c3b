import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { messages } from '../src/index.ts';
import { at, keysOf, read, refsIn, resolve } from './documents.ts';

const document = read('asyncapi/mercato.json');

const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema({ $id: 'doc', ...document });

describe('AsyncAPI', () => {
  test('is 3.0, with a channel and a message for every topic and no other', () => {
    expect(document['asyncapi']).toBe('3.0.0');
    const topics = messages.map((m) => m.topic).toSorted();
    expect(keysOf(document['channels']).toSorted()).toEqual(topics);
    expect(keysOf(at(document, 'components', 'messages')).toSorted()).toEqual(topics);
  });

  test('has one operation for the owner and one for each consumer', () => {
    const expected = messages.flatMap((m) => [
      `${m.owner}.send.${m.topic}`,
      ...m.consumers.map((app) => `${app}.receive.${m.topic}`),
    ]);
    expect(keysOf(document['operations']).toSorted()).toEqual(expected.toSorted());
  });

  test('has no reference that leads nowhere', () => {
    for (const ref of refsIn(document)) expect(() => resolve(document, ref), ref).not.toThrow();
  });

  test.each(messages.map((m) => [m.topic, m] as const))(
    '%s is a CloudEvent with the data of its contract',
    (topic, m) => {
      const valid = ajv.compile({ $ref: `doc#/components/messages/${topic}/payload` });
      const fields = { specversion: '1.0', id: 'i', source: m.owner, subject: 's', time: '2026-01-01T00:00:00Z' };
      const event = { ...fields, type: topic, datacontenttype: 'application/json' };
      expect(valid({ ...event, data: {} })).toBe(false);
      expect(valid(event)).toBe(false);
      expect(keysOf(at(document, 'components', 'schemas', topic, 'properties'))).toContain(m.key);
    },
  );
});
