import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import type { PasswordStrength } from '../ports/index.ts';

/** The scale ends at 4; 2 begins at a million guesses. */
const leastScore = 2;
/** What is easy here is refused, whatever follows: the time that guessing takes us grows with the square of the length. */
const longest = 40;

/** The 49,000 most common passwords, keyboards, dates, repetitions, and all of these bent and joined. */
export class ZxcvbnStrength implements PasswordStrength {
  readonly #zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

  isWeak(password: string, words: readonly string[]): boolean {
    return this.#zxcvbn.check(password.slice(0, longest), [...words]).score < leastScore;
  }
}
