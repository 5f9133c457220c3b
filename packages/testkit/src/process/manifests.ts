import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse, stringify } from 'yaml';

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

interface Component {
  spec?: { type?: string; metadata?: { name: string; value?: string }[] };
}

/** Entries of the metadata of SNS/SQS components, by name. */
export type PubSubMetadata = Readonly<Record<string, string>>;

function withMetadata(text: string, changes: PubSubMetadata): string {
  const component = parse(text) as Component;
  if (component.spec?.type !== 'pubsub.aws.snssqs') return text;
  for (const entry of component.spec.metadata ?? []) {
    const value = changes[entry.name];
    if (value !== undefined) entry.value = value;
  }
  return stringify(component);
}

/** A copy of a folder in which SNS/SQS components differ: a sidecar's own visibility timeout goes before its queue's. */
export function copyWithMetadata(source: string, changes: PubSubMetadata, target: string): string {
  const copy = join(target, basename(source));
  mkdirSync(copy, { recursive: true });
  for (const file of readdirSync(source).filter((name) => name.endsWith('.yaml'))) {
    writeFileSync(join(copy, file), withMetadata(readFileSync(join(source, file), 'utf8'), changes));
  }
  return copy;
}
