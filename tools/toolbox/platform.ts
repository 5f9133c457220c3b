import type { Platform } from './tools.ts';

const systems: Record<string, Platform['os']> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };
const machines: Record<string, Platform['arch']> = { x64: 'amd64', arm64: 'arm64' };

export function platformOf(os: string, arch: string): Platform {
  const system = systems[os];
  const machine = machines[arch];
  if (system === undefined || machine === undefined) {
    throw new Error(`Mercato's tools run on Linux, macOS and Windows, x64 or arm64; this is ${os} ${arch}`);
  }
  return { os: system, arch: machine };
}
