import { expect, it } from 'vitest';
import { withEntry } from './timeline.ts';

it('numbers entries from 1, keeps the latest, and never numbers anew', () => {
  let state: Parameters<typeof withEntry>[0] = { timeline: [], updatedAt: '' };
  for (let n = 1; n <= 250; n += 1) state = withEntry(state, n, { kind: 'note', name: `n${n}`, outcome: 'done' });
  expect(state.timeline).toHaveLength(200);
  expect(state.timeline[0]).toMatchObject({ seq: 51, name: 'n51', detail: null });
  expect(state.timeline.at(-1)).toMatchObject({ seq: 250, at: '1970-01-01T00:00:00.250Z' });
});
