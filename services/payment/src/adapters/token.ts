import { type Scenario, scenarios } from './test-cards.ts';

/** What a token of the simulated provider says: enough to act on, nothing of the card but its last four digits. */
export interface TokenParts {
  readonly scenario: Scenario;
  readonly brand: string;
  readonly last4: string;
}

export const tokenOf = ({ scenario, brand, last4 }: TokenParts, random: string): string =>
  `tok_${scenario}_${brand}_${last4}_${random.replaceAll('-', '')}`;

export const partsOf = (token: string): TokenParts | undefined => {
  const [, name, brand, last4] = /^tok_([a-z]+)_([a-z]+)_([0-9]{4})_[A-Za-z0-9]+$/.exec(token) ?? [];
  const scenario = scenarios.find((s) => s === name);
  return scenario && brand && last4 ? { scenario, brand, last4 } : undefined;
};
