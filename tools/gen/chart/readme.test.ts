import { expect, it } from 'vitest';
import { chartReadme, describedKeys } from './readme.ts';
import { chartFiles } from './index.ts';

const values = `
# A word about the file.
image:
  # -- The tag.
  tag: ''
  nested:
    # -- Deep.
    deep: 1
# -- A whole map.
services:
  order: { port: 1 }
  # Not for the table.
  user: {}
`;

it('finds every key that is described, with its path', () => {
  expect(describedKeys(values)).toEqual([
    { key: 'image.tag', text: 'The tag.' },
    { key: 'image.nested.deep', text: 'Deep.' },
    { key: 'services', text: 'A whole map.' },
  ]);
});

it('shows values and services as they are', () => {
  const text = chartReadme();
  expect(text).toContain('| `aws.region` | `"us-east-1"` | Region of every AWS component. |');
  expect(text).toContain('| payment | user |  | 3 to 20: CPU 50 % |');
  expect(text).toContain('| notification | user | commands, events | 2 |');
});

it('copies what sidecars read on AWS, and no component of a laptop', () => {
  const files = new Map(chartFiles());
  expect(files.get('helm/mercato/files/dapr/components/state.yaml')).toContain('state.aws.dynamodb');
  expect([...files.values()].some((text) => text.includes('envRef'))).toBe(false);
});
