import { fastSteps, report } from './checks/index.ts';

process.exitCode = report(await fastSteps());
