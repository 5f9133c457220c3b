import { closureOf, type Lock } from './closure.ts';

const nameOf = (folder: string): string => folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** A package URL: the scope's `@` is encoded. */
const purlOf = (name: string, version: string): string => `pkg:npm/${name.replace('@', '%40')}@${version}`;

const hashesOf = (integrity: string | undefined): readonly object[] => {
  const [algorithm = '', value = ''] = integrity?.split('-', 2) ?? [];
  return algorithm === 'sha512' ? [{ alg: 'SHA-512', content: Buffer.from(value, 'base64').toString('hex') }] : [];
};

/** What an image is made of, as CycloneDX 1.6: every package with its version, licence and the hash in the lockfile. */
export const sbomOf = (lock: Lock, service: string, version: string): object => {
  const components = closureOf(lock, `services/${service}`).packages.map((folder) => {
    const { version: its = '', license, integrity } = lock[folder] ?? { version: '' };
    const name = nameOf(folder);
    const licenses = license === undefined ? {} : { licenses: [{ expression: license }] };
    const purl = purlOf(name, its);
    return {
      type: 'library',
      'bom-ref': `${folder}@${its}`,
      name,
      version: its,
      purl,
      ...licenses,
      hashes: hashesOf(integrity),
    };
  });
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: { type: 'container', 'bom-ref': `mercato/${service}`, name: `mercato/${service}`, version },
    },
    components,
  };
};
