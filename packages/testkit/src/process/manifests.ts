import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const isDocument = (text: string): boolean => text.includes('\n');

/** Folders stay as they are; YAML documents given in the test are written to one folder of their own. */
export function resourceFolders(resources: string[], folder: string): string[] {
  const documents = resources.filter(isDocument);
  const folders = resources.filter((each) => !isDocument(each));
  if (documents.length === 0) return folders;
  const inline = join(folder, 'resources');
  mkdirSync(inline, { recursive: true });
  documents.forEach((document, i) => writeFileSync(join(inline, `${i}.yaml`), document));
  return [...folders, inline];
}

export function configFile(config: string, folder: string): string {
  if (!isDocument(config)) return config;
  const file = join(folder, 'configuration.yaml');
  writeFileSync(file, config);
  return file;
}
