/** The first x.y.z in what a tool prints about itself. */
export function parseVersion(output: string): string | undefined {
  return /\bv?(\d+\.\d+\.\d+)\b/.exec(output)?.[1];
}

/** A patch release of the same minor version is fine, an older one or another minor is not. */
export function fits(found: string | undefined, wanted: string): boolean {
  if (found === undefined) return false;
  const have = found.split('.').map(Number);
  const want = wanted.split('.').map(Number);
  return have[0] === want[0] && have[1] === want[1] && (have[2] ?? 0) >= (want[2] ?? 0);
}
