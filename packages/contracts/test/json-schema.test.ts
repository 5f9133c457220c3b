import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { messages } from '../src/index.ts';
import { product } from '../src/product/index.ts';
import { isObject, read } from './documents.ts';

const ajv = (): Ajv2020 => new Ajv2020({ strict: false, validateFormats: false });

describe('JSON Schema', () => {
  test.each(messages.map((m) => m.topic))('%s stands on its own', (topic) => {
    const schema = read(`json-schema/${topic}.json`);
    expect(() => ajv().compile(schema)).not.toThrow();
    expect(schema['title']).toBe(topic);
  });

  test('agrees with zod on an example, and bears fields that a later version adds', () => {
    const at = '2026-01-01T00:00:00.000Z';
    const stock = { available: 1, onHand: 1, reserved: 0, sold: 0, received: 1 };
    const money = { amount: 100, currency: 'EUR' };
    const one = { id: 'p', sku: 'ABC-1', name: 'n', description: '', category: 'a', price: money, imageUrl: '' };
    const value = { ...one, attributes: {}, stock, version: 1, createdAt: at, updatedAt: at };
    const valid = ajv().compile(read('json-schema/Product.json'));
    expect(product.safeParse(value).success).toBe(true);
    expect(valid(value)).toBe(true);
    expect(valid({ ...value, added: 'later' })).toBe(true);
    expect(valid({ ...value, price: { amount: 1.5, currency: 'EUR' } })).toBe(false);
  });

  test('keeps strict what the contract made strict', () => {
    const money = read('json-schema/Money.json');
    const inner = isObject(money['$defs']) ? money['$defs']['Money'] : money;
    expect(inner).toMatchObject({ additionalProperties: false });
  });
});
