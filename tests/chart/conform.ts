import { join } from 'node:path';
import { type CommandResult, runCommand } from '../../tools/shared/command.ts';
import { getTool } from '../../tools/toolbox/index.ts';
import { withFile } from './render.ts';

const schemas = join(import.meta.dirname, 'schemas');

/** Holds manifests against what Kubernetes, Dapr and the operators know, field by field. */
export const conform = async (text: string): Promise<CommandResult> => {
  const { path } = await getTool('kubeconform');
  const where = ['{{.ResourceKind}}-{{.Group}}-{{.ResourceAPIVersion}}', '{{.ResourceKind}}-{{.ResourceAPIVersion}}'];
  const locations = where.flatMap((name) => ['-schema-location', join(schemas, `${name}.json`)]);
  return withFile(text, (file) => runCommand(path, ['-strict', ...locations, file]));
};
