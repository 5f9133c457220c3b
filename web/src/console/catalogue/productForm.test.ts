import { expect, it } from 'vitest';
import { attributesIn, attributesText, typedIn } from './productForm.ts';

const values = {
  sku: ' KIT-000001 ',
  name: ' Pan ',
  description: 'Heats.',
  category: 'kitchen',
  price: '12,90',
  currency: 'EUR',
  imageUrl: '',
  attributes: 'colour: red\npages: 12\nvegan: true\nratio: 16:9\n\nnot one',
};

it('a form is read with its price in the smallest unit', () =>
  expect(typedIn(values)).toEqual({
    sku: 'KIT-000001',
    name: 'Pan',
    description: 'Heats.',
    category: 'kitchen',
    price: { amount: 1290, currency: 'EUR' },
    imageUrl: '',
    attributes: { colour: 'red', pages: 12, vegan: true, ratio: '16:9' },
  }));

it('a price that is none makes no product', () => expect(typedIn({ ...values, price: 'cheap' })).toBeUndefined());

it('attributes come back as they were', () => {
  const attributes = { colour: 'red', pages: 12, vegan: false };
  expect(attributesIn(attributesText(attributes))).toEqual(attributes);
});
