import type { Platform, Release, Tool } from './tool.ts';

const version = '1.18.2';

function daprRelease(repository: string, release: string, program: string): (platform: Platform) => Release {
  return ({ os, arch }) => {
    const windows = os === 'windows';
    const base = `https://github.com/${repository}/releases/download/v${release}/${program}_${os}_${arch}`;
    const archive = `${base}.${windows ? 'zip' : 'tar.gz'}`;
    return { archive, checksums: `${archive}.sha256`, member: windows ? `${program}.exe` : program };
  };
}

/** A part of the control plane as it is: built with the modules of the sidecar, whose version it has. */
const controlPlane = <N extends string>(name: N, program: string) => ({
  name,
  version,
  versionArgs: ['--version'],
  release: daprRelease('dapr/dapr', version, program),
  go: {
    folder: 'daprd',
    package: `github.com/dapr/dapr/cmd/${program}`,
    ldflags: `-s -w -X github.com/dapr/dapr/pkg/buildinfo.version=${version}`,
    minutes: 2,
  },
});

export const daprTools = {
  daprd: {
    name: 'daprd',
    version,
    versionArgs: ['--version'],
    release: daprRelease('dapr/dapr', version, 'daprd'),
    go: {
      folder: 'daprd',
      package: '.',
      ldflags: '-s -w -X github.com/dapr/dapr/pkg/buildinfo.version=1.18.2',
      minutes: 15,
    },
  },
  dapr: {
    name: 'dapr',
    version: '1.16.5',
    versionArgs: ['--version'],
    release: daprRelease('dapr/cli', '1.16.5', 'dapr'),
    go: { folder: 'dapr', package: 'github.com/dapr/cli', ldflags: '-s -w -X main.version=1.16.5', minutes: 5 },
  },
  /** Certifies sidecars to each other. The official one does not know `--version`, so one on the PATH is not taken for it. */
  sentry: {
    name: 'sentry',
    version,
    versionArgs: ['--version'],
    release: daprRelease('dapr/dapr', version, 'sentry'),
    go: {
      folder: 'sentry',
      package: '.',
      ldflags: '-s -w -X github.com/dapr/dapr/pkg/buildinfo.version=1.18.2',
      minutes: 2,
    },
  },
  'dapr-operator': controlPlane('dapr-operator', 'operator'),
  'dapr-injector': controlPlane('dapr-injector', 'injector'),
  'dapr-sentry': controlPlane('dapr-sentry', 'sentry'),
  /** What workflows need, and the shop does not: only a benchmark starts these two. */
  'dapr-placement': controlPlane('dapr-placement', 'placement'),
  'dapr-scheduler': controlPlane('dapr-scheduler', 'scheduler'),
} as const satisfies Record<string, Tool>;
