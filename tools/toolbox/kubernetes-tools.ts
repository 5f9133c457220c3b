import type { GoModule, Platform, Release, Tool } from './tool.ts';

const version = '1.36.3';

/** Which Kubernetes a chart is rendered for when nobody says: without these it would be one of years ago. */
const helmsKubernetes = ['pkg/lint/rules', 'pkg/chartutil']
  .flatMap((name) => ['Major=1', 'Minor=37'].map((part) => `-X helm.sh/helm/v3/${name}.k8sVersion${part}`))
  .join(' ');

/** One program, as it is. Servers are released for Linux alone. */
const kubernetesRelease =
  (program: string) =>
  ({ os, arch }: Platform): Release => {
    const archive = `https://dl.k8s.io/release/v${version}/bin/${os}/${arch}/${program}${os === 'windows' ? '.exe' : ''}`;
    return { archive, checksums: `${archive}.sha256` };
  };

/** Kubernetes is one Go module, whose staging modules are named one by one in tools/go/kubernetes/go.mod. */
const kubernetesModule = (program: string, minutes: number): GoModule => ({
  folder: 'kubernetes',
  package: `k8s.io/kubernetes/cmd/${program}`,
  ldflags: [
    '-s -w',
    `-X k8s.io/component-base/version.gitVersion=v${version}`,
    '-X k8s.io/component-base/version.gitMajor=1',
    '-X k8s.io/component-base/version.gitMinor=36',
  ].join(' '),
  minutes,
});

const ofKubernetes = <N extends string>(name: N, minutes: number, versionArgs: string[] = ['--version']) => ({
  name,
  version,
  versionArgs,
  release: kubernetesRelease(name),
  go: kubernetesModule(name, minutes),
});

function helmRelease(helm: string): (platform: Platform) => Release {
  return ({ os, arch }) => {
    const windows = os === 'windows';
    const archive = `https://get.helm.sh/helm-v${helm}-${os}-${arch}.${windows ? 'zip' : 'tar.gz'}`;
    return { archive, checksums: `${archive}.sha256sum`, member: `${os}-${arch}/helm${windows ? '.exe' : ''}` };
  };
}

function githubRelease(repository: string, tag: string, archiveOf: (platform: Platform) => string, sums: string) {
  const base = `https://github.com/${repository}/releases/download/${tag}`;
  return (program: string) =>
    (platform: Platform): Release => ({
      archive: `${base}/${archiveOf(platform)}`,
      checksums: `${base}/${sums}`,
      member: platform.os === 'windows' ? `${program}.exe` : program,
    });
}

const kubeconform = githubRelease(
  'yannh/kubeconform',
  'v0.8.0',
  ({ os, arch }) => `kubeconform-${os}-${arch}.${os === 'windows' ? 'zip' : 'tar.gz'}`,
  'CHECKSUMS',
);

const helmUnittest = githubRelease(
  'helm-unittest/helm-unittest',
  'v1.1.2',
  ({ os, arch }) => `helm-unittest-${os === 'darwin' ? 'macos' : os}-${arch}-1.1.2.tgz`,
  'helm-unittest-checksum.sha',
);

const kubeScore = githubRelease(
  'zegl/kube-score',
  'v1.20.0',
  ({ os, arch }) => `kube-score_1.20.0_${os}_${arch}.tar.gz`,
  'checksums.txt',
);

const etcd = (platform: Platform): Release => {
  const base = 'https://github.com/etcd-io/etcd/releases/download/v3.6.16';
  const folder = `etcd-v3.6.16-${platform.os}-${platform.arch}`;
  const archive = `${base}/${folder}.${platform.os === 'linux' ? 'tar.gz' : 'zip'}`;
  const member = `${folder}/etcd${platform.os === 'windows' ? '.exe' : ''}`;
  return { archive, checksums: `${base}/SHA256SUMS`, member };
};

/** What the chart is rendered, checked and installed with. */
export const kubernetesTools = {
  helm: {
    name: 'helm',
    version: '3.22.0',
    versionArgs: ['version', '--short'],
    release: helmRelease('3.22.0'),
    go: {
      folder: 'helm',
      package: 'helm.sh/helm/v3/cmd/helm',
      ldflags: `-s -w -X helm.sh/helm/v3/internal/version.version=v3.22.0 ${helmsKubernetes}`,
      minutes: 3,
    },
  },
  /** A plugin of Helm's that runs by itself too. It does not tell its version, so one on the PATH is not taken for it. */
  'helm-unittest': {
    name: 'helm-unittest',
    version: '1.1.2',
    versionArgs: ['--version'],
    release: helmUnittest('untt'),
    go: {
      folder: 'helm-unittest',
      package: 'github.com/helm-unittest/helm-unittest/cmd/helm-unittest',
      ldflags: `-s -w ${helmsKubernetes}`,
      minutes: 2,
    },
  },
  kubeconform: {
    name: 'kubeconform',
    version: '0.8.0',
    versionArgs: ['-v'],
    release: kubeconform('kubeconform'),
    go: {
      folder: 'kubeconform',
      package: 'github.com/yannh/kubeconform/cmd/kubeconform',
      ldflags: '-s -w -X main.version=v0.8.0',
      minutes: 1,
    },
  },
  'kube-score': {
    name: 'kube-score',
    version: '1.20.0',
    versionArgs: ['version'],
    release: kubeScore('kube-score'),
    go: {
      folder: 'kube-score',
      package: 'github.com/zegl/kube-score/cmd/kube-score',
      ldflags: '-s -w -X main.version=1.20.0',
      minutes: 2,
    },
  },
  etcd: {
    name: 'etcd',
    version: '3.6.16',
    versionArgs: ['--version'],
    release: etcd,
    go: { folder: 'etcd', package: 'go.etcd.io/etcd/server/v3', ldflags: '-s -w', minutes: 2 },
  },
  kubectl: ofKubernetes('kubectl', 3, ['version', '--client']),
  'kube-apiserver': ofKubernetes('kube-apiserver', 10),
  'kube-controller-manager': ofKubernetes('kube-controller-manager', 3),
  'kube-scheduler': ofKubernetes('kube-scheduler', 1),
  kubelet: ofKubernetes('kubelet', 1),
  'kube-proxy': ofKubernetes('kube-proxy', 1),
} as const satisfies Record<string, Tool>;

/** What makes an API server that stands alone, and what asks it. */
export const apiServerPrograms = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kubectl',
  'helm',
] as const;
