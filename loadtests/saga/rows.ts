import { DatabaseSync } from 'node:sqlite';

const changes = ['INSERT', 'UPDATE', 'DELETE'] as const;

/** Rows of SQLite that are written while something runs: the sidecar's own counters leave out what workflows write. */
export const rowsWritten = async (file: string, work: () => Promise<unknown>): Promise<number> => {
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA busy_timeout = 5000; CREATE TABLE counted (rows INTEGER); INSERT INTO counted VALUES (0)');
    for (const change of changes) {
      database.exec(
        `CREATE TRIGGER counted_${change} AFTER ${change} ON state BEGIN UPDATE counted SET rows = rows + 1; END`,
      );
    }
    await work();
    const { rows } = database.prepare('SELECT rows FROM counted').get() as { rows: number };
    return rows;
  } finally {
    for (const change of changes) database.exec(`DROP TRIGGER IF EXISTS counted_${change}`);
    database.exec('DROP TABLE IF EXISTS counted');
    database.close();
  }
};
