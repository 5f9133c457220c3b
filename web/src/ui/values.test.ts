import { expect, it } from 'vitest';
import { trimmed, valuesOf } from './values.ts';

it('a form is read as it was typed, a password with its spaces', () => {
  const form = new FormData();
  form.set('email', 'ada@example.com');
  form.set('password', ' correct horse ');
  expect(valuesOf(form)).toEqual({ email: 'ada@example.com', password: ' correct horse ' });
});

it('an address loses the spaces around it', () => {
  expect(trimmed({ city: ' Berlin ', street: '1 Way' })).toEqual({ city: 'Berlin', street: '1 Way' });
});
