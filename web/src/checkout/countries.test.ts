import { country } from '@mercato/contracts/shared';
import { expect, it } from 'vitest';
import { countriesIn, countryCodes } from './countries.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');

/** What Unicode names although nobody has an address there: groups, parts, countries that are no more, test codes. */
const noAddress = new Set(
  'AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ AN BU CS CT DD DY FQ FX HV JT MI NH NQ NT PC PU PZ QU RH SU TP UK VD WK YD YU ZR'.split(
    ' ',
  ),
);

it('has every country that Unicode has a name for, once', () => {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const named = letters.flatMap((a) => letters.map((b) => a + b)).filter((code) => names.of(code) !== undefined);
  expect(countryCodes.toSorted()).toEqual(named.filter((code) => !noAddress.has(code)));
  expect(new Set(countryCodes).size).toBe(countryCodes.length);
  expect(countryCodes.filter((code) => !country.safeParse(code).success)).toEqual([]);
});

it.each([
  ['en', 'DE', 'Germany', 'Åland Islands', 'Albania'],
  ['de', 'AT', 'Österreich', 'Oman', 'Pakistan'],
])('names and sorts them in %s', (language, code, name, before, after) => {
  const all = countriesIn(language);
  expect(all.find((one) => one.code === code)?.name).toBe(name);
  const places = all.map((one) => one.name);
  expect(places.indexOf(before)).toBeGreaterThanOrEqual(0);
  expect(places.indexOf(before)).toBeLessThan(places.indexOf(after));
});
