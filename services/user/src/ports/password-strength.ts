/** How soon a password would be guessed. */
export interface PasswordStrength {
  /** True when a guesser who knows what people choose, and these words about the owner, finds it in under a million tries. */
  isWeak(password: string, words: readonly string[]): boolean;
}
