import { describe, expect, it } from 'vitest';
import { LineWriter } from './line-writer.ts';

const set = () => {
  const written: string[] = [];
  return { written, writer: new LineWriter({ write: (text) => void written.push(text) }) };
};

const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

describe('LineWriter', () => {
  it('writes the lines of one turn at once, in their order, and those of the next by themselves', async () => {
    const { written, writer } = set();
    writer.write('a\n');
    await Promise.resolve();
    writer.write('b\n');
    expect(written).toEqual([]);
    await nextTurn();
    writer.write('c\n');
    await nextTurn();
    expect(written).toEqual(['a\nb\n', 'c\n']);
  });

  it('does not wait with very much', () => {
    const { written, writer } = set();
    const line = `${'x'.repeat(1_023)}\n`;
    for (let i = 0; i < 100; i += 1) writer.write(line);
    expect(written).toEqual([line.repeat(65)]);
  });

  it('leaves nothing behind when told that there is no next turn', async () => {
    const { written, writer } = set();
    writer.write('a\n');
    writer.flush();
    expect(written).toEqual(['a\n']);
    await nextTurn();
    expect(written).toEqual(['a\n']);
  });
});
