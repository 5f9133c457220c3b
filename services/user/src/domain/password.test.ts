import { describe, expect, it } from 'vitest';
import { guessableWords } from './password.ts';

describe('the words that a password may not be made of', () => {
  it('are the shop’s own and those about its owner', () => {
    expect(guessableWords({ email: 'grace@navy.example', username: 'amazing', fullName: 'Grace  Hopper' })).toEqual(
      'mercato shop admin administrator grace@navy.example grace navy example amazing Grace Hopper'.split(' '),
    );
  });

  it('are fewer for who told less', () => {
    expect(guessableWords({ email: 'a@b', username: 'ada', fullName: null })).toHaveLength(8);
  });
});
