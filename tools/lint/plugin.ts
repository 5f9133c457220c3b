import { relative } from 'node:path';
import { rootDir } from '../shared/paths.ts';
import { wallAgainst } from './walls.ts';

interface Node {
  readonly type: string;
  readonly source?: { readonly value?: unknown } | null;
  readonly callee?: { readonly type: string; readonly name?: string };
  readonly arguments?: readonly unknown[];
}

interface Context {
  readonly filename: string;
  report(problem: { node: Node; message: string }): void;
}

// `no-restricted-globals` would ban `new Date(text)` too, which is pure: only the form that reads the clock is wrong.
const noWallClock = {
  create: (context: Context) => ({
    NewExpression(node: Node) {
      if (node.callee?.name !== 'Date' || node.arguments?.length !== 0) return;
      context.report({ node, message: 'must use a Clock of @mercato/kit/time, so that a test owns the time' });
    },
  }),
};

// The lint test keeps bad files in a twin of the tree under the state folder.
const fromRoot = (filename: string): string =>
  relative(rootDir, filename)
    .replaceAll('\\', '/')
    .replace(/^\.mercato\/lint-walls[^/]*\//, '');

const importWalls = {
  create(context: Context) {
    const check = (node: Node): void => {
      const specifier = node.source?.value;
      const message = typeof specifier === 'string' ? wallAgainst(fromRoot(context.filename), specifier) : undefined;
      if (message !== undefined) context.report({ node, message: `'${String(specifier)}': ${message}` });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

export default { meta: { name: 'mercato' }, rules: { 'no-wall-clock': noWallClock, 'import-walls': importWalls } };
