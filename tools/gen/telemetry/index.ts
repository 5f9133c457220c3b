export { clusterRulesFolder, telemetryFiles, telemetryFolder } from './telemetry-files.ts';
