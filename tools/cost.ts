import { parseArgs } from 'node:util';
import { costTable, production, savingsTable, staging } from './cost/page.ts';

// What a month on AWS would cost, by list prices: node tools/cost.ts [--staging] [--orders-per-day 20000]
const { values } = parseArgs({ options: { staging: { type: 'boolean' }, 'orders-per-day': { type: 'string' } } });
const usage = values.staging ? staging : production;
const ordersPerDay = Number(values['orders-per-day'] ?? usage.ordersPerDay);
process.stdout.write(`${costTable({ ...usage, ordersPerDay })}\n\n${savingsTable()}\n`);
