export { telemetryFolder, telemetryFiles } from './telemetry-files.ts';
