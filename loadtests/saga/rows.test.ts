import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { rowsWritten } from './rows.ts';

it('counts every row that is written meanwhile, and leaves nothing behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mercato-rows-'));
  const database = new DatabaseSync(join(folder, 'a.db'));
  database.exec('CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT)');
  const write = (): Promise<void> => {
    database.exec(
      `INSERT INTO state VALUES ('a', '1'), ('b', '1'); UPDATE state SET value = '2' WHERE key = 'a'; DELETE FROM state`,
    );
    return Promise.resolve();
  };
  expect(await rowsWritten(join(folder, 'a.db'), write)).toBe(5);
  expect(await rowsWritten(join(folder, 'a.db'), () => Promise.resolve())).toBe(0);
  expect(database.prepare('SELECT name FROM sqlite_schema WHERE name LIKE ?').all('counted%')).toEqual([]);
  database.close();
  rmSync(folder, { recursive: true });
});
