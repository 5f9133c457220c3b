import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';

/** Reads `<sha256>` alone or the line of `<sha256>  <name>` that names the file. */
export function expectedChecksum(published: string, fileName: string): string | undefined {
  const lines = published.split('\n').map((line) => line.trim().split(/\s+/));
  const named = lines.find(([, name]) => name !== undefined && basename(name.replace(/^\*/, '')) === fileName);
  const hash = named?.[0] ?? (lines.filter(([first]) => first !== '').length === 1 ? lines[0]?.[0] : undefined);
  return hash !== undefined && /^[0-9a-f]{64}$/i.test(hash) ? hash.toLowerCase() : undefined;
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

export async function verifyChecksum(path: string, published: string, fileName: string): Promise<void> {
  const expected = expectedChecksum(published, fileName);
  if (expected === undefined) throw new Error(`no sha256 of ${fileName} is published`);
  const actual = await sha256OfFile(path);
  if (actual !== expected) throw new Error(`${fileName} has sha256 ${actual}, published is ${expected}`);
}
