import type { Platform, Release, Tool } from './tool.ts';

/** One archive for each system; one list of checksums for all of them. */
function actionlintRelease(version: string): (platform: Platform) => Release {
  const base = `https://github.com/rhysd/actionlint/releases/download/v${version}/actionlint_${version}`;
  return ({ os, arch }) => {
    const windows = os === 'windows';
    return {
      archive: `${base}_${os}_${arch}.${windows ? 'zip' : 'tar.gz'}`,
      checksums: `${base}_checksums.txt`,
      member: windows ? 'actionlint.exe' : 'actionlint',
    };
  };
}

/** One archive for each system; one list of checksums for all of them. */
function tofuRelease(version: string): (platform: Platform) => Release {
  const base = `https://github.com/opentofu/opentofu/releases/download/v${version}/tofu_${version}`;
  return ({ os, arch }) => ({
    archive: `${base}_${os}_${arch}.tar.gz`,
    checksums: `${base}_SHA256SUMS`,
    member: os === 'windows' ? 'tofu.exe' : 'tofu',
  });
}

export const deliveryTools = {
  /** Reads GitHub's workflows as GitHub does. */
  actionlint: {
    name: 'actionlint',
    version: '1.7.12',
    versionArgs: ['-version'],
    release: actionlintRelease('1.7.12'),
    go: {
      folder: 'actionlint',
      package: 'github.com/rhysd/actionlint/cmd/actionlint',
      ldflags: '-s -w -X github.com/rhysd/actionlint.version=1.7.12',
      minutes: 1,
    },
  },
  /** Plans what infra/ would make. */
  tofu: {
    name: 'tofu',
    version: '1.12.6',
    versionArgs: ['version'],
    release: tofuRelease('1.12.6'),
    go: {
      folder: 'tofu',
      package: 'github.com/opentofu/opentofu/cmd/tofu',
      ldflags: '-s -w -X github.com/opentofu/opentofu/version.dev=no',
      minutes: 4,
    },
  },
} as const satisfies Record<string, Tool>;
