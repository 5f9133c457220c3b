import { describe, expect, it } from 'vitest';
import { matcherIn } from './matchers.ts';

const labels = { service: 'gateway', status: '503', route: '/api/orders/:id' };

describe('label matchers', () => {
  it.each([
    ['', true],
    ['service="gateway"', true],
    ['service="order"', false],
    ['service!="order"', true],
    ['status=~"5.."', true],
    ['status=~"5."', false],
    ['status!~"5.."', false],
    ['method!~"GET|POST"', true],
    ['method=""', true],
    ['route!~"/api/(orders|products)(/.*)?"', false],
    ['service="gateway",status=~"5..",route="/api/orders/:id"', true],
    ['service="gateway",status=~"4.."', false],
  ])('%s', (text, expected) => {
    expect(matcherIn(text)(labels)).toBe(expected);
  });

  it.each(['service', 'service=gateway', 'service="gateway" status="5"'])(
    'refuse what they do not know: %s',
    (text) => {
      expect(() => matcherIn(text)).toThrow('no label matcher');
    },
  );
});
