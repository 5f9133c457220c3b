import { daprTools } from './dapr-tools.ts';
import { deliveryTools } from './delivery-tools.ts';
import { kubernetesTools } from './kubernetes-tools.ts';
import type { Platform, Release, Tool } from './tool.ts';

export type { GoModule, Platform, Release, Tool } from './tool.ts';

/** One archive for each system, with the server and its command line; one list of checksums for all of them. */
function toxiproxyRelease(version: string): (platform: Platform) => Release {
  const base = `https://github.com/Shopify/toxiproxy/releases/download/v${version}`;
  return ({ os, arch }) => ({
    archive: `${base}/toxiproxy_${version}_${os}_${arch}.tar.gz`,
    checksums: `${base}/checksums.txt`,
    member: os === 'windows' ? 'toxiproxy-server.exe' : 'toxiproxy-server',
  });
}

/** One archive for each system, with the server and its tool; one list of checksums for all of them. */
function prometheusRelease(project: string, version: string, program: string): (platform: Platform) => Release {
  const base = `https://github.com/prometheus/${project}/releases/download/v${version}`;
  return ({ os, arch }) => {
    const folder = `${project}-${version}.${os}-${arch}`;
    const windows = os === 'windows';
    return {
      archive: `${base}/${folder}.${windows ? 'zip' : 'tar.gz'}`,
      checksums: `${base}/sha256sums.txt`,
      member: `${folder}/${program}${windows ? '.exe' : ''}`,
    };
  };
}

/** One archive for each system; one list of checksums for all of them. */
function stripeMockRelease(version: string): (platform: Platform) => Release {
  const base = `https://github.com/stripe/stripe-mock/releases/download/v${version}/stripe-mock_${version}`;
  return ({ os, arch }) => {
    const windows = os === 'windows';
    return {
      archive: `${base}_${os}_${arch}.${windows ? 'zip' : 'tar.gz'}`,
      checksums: `${base}_checksums.txt`,
      member: windows ? 'stripe-mock.exe' : 'stripe-mock',
    };
  };
}

/** A folder of its own in each archive; only Linux has it as a tarball. */
function k6Release(version: string): (platform: Platform) => Release {
  const base = `https://github.com/grafana/k6/releases/download/v${version}`;
  return ({ os, arch }) => {
    const folder = `k6-v${version}-${os === 'darwin' ? 'macos' : os}-${arch}`;
    return {
      archive: `${base}/${folder}.${os === 'linux' ? 'tar.gz' : 'zip'}`,
      checksums: `${base}/k6-v${version}-checksums.txt`,
      member: `${folder}/${os === 'windows' ? 'k6.exe' : 'k6'}`,
    };
  };
}

export const tools = {
  ...daprTools,
  /** Stands between the shop and its local AWS when a test cuts or slows the line. */
  'toxiproxy-server': {
    name: 'toxiproxy-server',
    version: '2.5.0',
    versionArgs: ['--version'],
    release: toxiproxyRelease('2.5.0'),
    go: {
      folder: 'toxiproxy',
      package: 'github.com/Shopify/toxiproxy/v2/cmd/server',
      ldflags: '-s -w -X github.com/Shopify/toxiproxy/v2.Version=2.5.0',
      minutes: 1,
    },
  },
  /** Checks and tests the alert rules. */
  promtool: {
    name: 'promtool',
    version: '3.13.5',
    versionArgs: ['--version'],
    release: prometheusRelease('prometheus', '3.13.5', 'promtool'),
    go: {
      folder: 'promtool',
      package: 'github.com/prometheus/prometheus/cmd/promtool',
      ldflags: '-s -w -X github.com/prometheus/common/version.Version=3.13.5',
      // Without the clients of two dozen clouds, which find targets to scrape.
      tags: 'remove_all_sd',
      minutes: 3,
    },
  },
  /** Scrapes, and raises alerts. */
  prometheus: {
    name: 'prometheus',
    version: '3.13.5',
    versionArgs: ['--version'],
    release: prometheusRelease('prometheus', '3.13.5', 'prometheus'),
    go: {
      folder: 'promtool',
      package: 'github.com/prometheus/prometheus/cmd/prometheus',
      ldflags: '-s -w -X github.com/prometheus/common/version.Version=3.13.5',
      // Its own pages, which npm would have to build, are not in a build of this kind: its API is.
      tags: 'remove_all_sd',
      minutes: 3,
    },
  },
  /** Checks where alerts go. */
  amtool: {
    name: 'amtool',
    version: '0.34.2',
    versionArgs: ['--version'],
    release: prometheusRelease('alertmanager', '0.34.2', 'amtool'),
    go: {
      folder: 'amtool',
      package: 'github.com/prometheus/alertmanager/cmd/amtool',
      ldflags: '-s -w -X github.com/prometheus/common/version.Version=0.34.2',
      minutes: 1,
    },
  },
  /** Brings alerts to whom they concern. */
  alertmanager: {
    name: 'alertmanager',
    version: '0.34.2',
    versionArgs: ['--version'],
    release: prometheusRelease('alertmanager', '0.34.2', 'alertmanager'),
    go: {
      folder: 'amtool',
      package: 'github.com/prometheus/alertmanager/cmd/alertmanager',
      ldflags: '-s -w -X github.com/prometheus/common/version.Version=0.34.2',
      missing: {
        module: 'github.com/prometheus/alertmanager',
        file: 'ui/app/dist/index.html',
        content:
          '<!doctype html><title>Alertmanager</title>The pages come with a release; the API is here: api/v2/alerts',
      },
      minutes: 1,
    },
  },
  /** Knows the shape of every request and answer of Stripe's API, and nothing of what it was asked before. */
  'stripe-mock': {
    name: 'stripe-mock',
    version: '0.203.0',
    versionArgs: ['-version'],
    release: stripeMockRelease('0.203.0'),
    go: {
      folder: 'stripe-mock',
      package: 'github.com/stripe/stripe-mock',
      ldflags: '-s -w -X main.version=0.203.0',
      minutes: 1,
    },
  },
  ...kubernetesTools,
  ...deliveryTools,
  /** Puts load on the shop. AGPL-3.0: a program beside the shop, of which nothing is linked or shipped. */
  k6: {
    name: 'k6',
    version: '1.8.1',
    versionArgs: ['version'],
    release: k6Release('1.8.1'),
    go: { folder: 'k6', package: 'go.k6.io/k6', ldflags: '-s -w', minutes: 3 },
  },
} as const satisfies Record<string, Tool>;

export type ToolName = keyof typeof tools;
