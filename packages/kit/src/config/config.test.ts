import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { baseConfig, loadConfig, redacted, secret, secretText } from './index.ts';

const schema = baseConfig.extend({
  KEY: secretText,
  LONG_KEY: secret(z.string().min(32)).optional(),
  SPEED: z.coerce.number().default(1),
});
const good = { APP_PORT: '5003', KEY: 'k' };

describe('loadConfig', () => {
  it('types, defaults and ignores what is not its own', () => {
    const config = loadConfig(schema, { ...good, HOME: '/root', SPEED: '2' });
    expect(config).toMatchObject({ APP_PORT: 5003, DAPR_HTTP_PORT: 3500, LOG_LEVEL: 'info', SPEED: 2 });
    expect(config).not.toHaveProperty('HOME');
  });

  it('takes an empty variable as not set', () => {
    expect(loadConfig(schema, { ...good, SPEED: '', OTEL_EXPORTER_OTLP_ENDPOINT: '' }).SPEED).toBe(1);
    expect(() => loadConfig(schema, { ...good, KEY: '' })).toThrow('KEY');
  });

  it('reports every bad key at once, and no value', () => {
    const bad = { APP_PORT: '70000', LOG_LEVEL: 'loud', KEY: 'k', LONG_KEY: 'hush', DAPR_GRPC_PORT: 'x' };
    const act = (): unknown => loadConfig(schema, bad);
    for (const key of ['APP_PORT', 'LOG_LEVEL', 'LONG_KEY', 'DAPR_GRPC_PORT']) expect(act).toThrow(key);
    expect(act).not.toThrow(/hush|loud|70000/);
  });
});

describe('faults', () => {
  it('are for tests: production refuses to start with them', () => {
    const faulty = { ...good, FAULT_DIR: '/tmp/faults' };
    expect(loadConfig(schema, faulty).FAULT_DIR).toBe('/tmp/faults');
    const act = (): unknown => loadConfig(schema, { ...faulty, NODE_ENV: 'production', LOG_LEVEL: 'loud' });
    expect(act).toThrow('FAULT_DIR: must not be set in production');
    expect(act).toThrow('LOG_LEVEL');
    expect(() => loadConfig(schema, { ...good, NODE_ENV: 'production', CHAOS_PANEL: 'local' })).toThrow(
      'CHAOS_PANEL: must not be set in production',
    );
    const production = { ...good, NODE_ENV: 'production', APP_API_TOKEN: 'a', DAPR_API_TOKEN: 'b' };
    expect(loadConfig(schema, production)).not.toHaveProperty('FAULT_DIR');
  });
});

describe('tokens', () => {
  const production = { ...good, NODE_ENV: 'production', APP_API_TOKEN: 'a', DAPR_API_TOKEN: 'b' };

  it.each(['APP_API_TOKEN', 'DAPR_API_TOKEN'])('no service starts without %s in production', (name) => {
    expect(() => loadConfig(schema, { ...production, [name]: '' })).toThrow(`${name}: must be set in production`);
    expect(() => loadConfig(schema, production)).not.toThrow();
    expect(() => loadConfig(schema, good)).not.toThrow();
  });
});

describe('redacted', () => {
  it('hides what is marked, wrapped or not', () => {
    const config = loadConfig(schema, { ...good, LONG_KEY: 'x'.repeat(32), APP_API_TOKEN: 'token' });
    expect(redacted(schema, config)).toMatchObject({
      APP_PORT: 5003,
      KEY: '***',
      LONG_KEY: '***',
      APP_API_TOKEN: '***',
    });
    expect(redacted(schema, loadConfig(schema, good))).not.toHaveProperty('LONG_KEY', '***');
  });
});
