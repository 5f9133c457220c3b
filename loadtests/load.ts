import { config } from './config.ts';
import { checkBooks, tellBegun } from './metrics.ts';
import { sharesOf } from './mixes.ts';
import { type Profile, profiles, scenariosOf } from './profiles.ts';
import { type Market, openMarket } from './session.ts';
import { htmlOf } from './summary/html.ts';
import { type Summary, summaryOf } from './summary/summary.ts';
import { textOf } from './summary/text.ts';
import { thresholdsOf } from './thresholds.ts';

export { cancel, cart, cartCheckout, checkout, track } from './flows/buying.ts';
export { browse, search } from './flows/looking.ts';
export { admin, dashboard, delivery, priceUpdate, productReplace } from './flows/running.ts';

const profile: Profile = profiles[config.profile];
const shares = sharesOf(profile.mix, config.admin !== undefined);

export const options = {
  scenarios: scenariosOf(profile, shares, config),
  thresholds: thresholdsOf({
    demand: profile.demand,
    untilBroken: profile.untilBroken,
    flows: shares.map(({ flow }) => flow),
    checked: config.ledgerUrl !== undefined,
  }),
  summaryTrendStats: ['count', 'avg', 'med', 'p(95)', 'p(99)', 'max'],
  setupTimeout: '300s',
  teardownTimeout: '660s',
  userAgent: 'mercato-load',
};

export const setup = (): Market => {
  const market = openMarket();
  tellBegun();
  return market;
};

export const teardown = (): void => checkBooks();

export const handleSummary = (data: Summary): Record<string, string> => {
  const summary = summaryOf(config.profile, data);
  return {
    stdout: textOf(summary),
    [`${config.summaryDir}/summary.json`]: `${JSON.stringify({ ...summary, raw: data.metrics }, null, 2)}\n`,
    [`${config.summaryDir}/summary.html`]: htmlOf(summary),
  };
};
