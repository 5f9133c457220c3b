export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function seconds(ms: number): string {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}

/** Says nothing about quick work; from 5 s on it says what is being waited for, then how long it took. */
export async function withProgress<T>(what: string, work: () => Promise<T>, expect = ''): Promise<T> {
  const started = performance.now();
  let spoken = false;
  const speak = (): void => {
    say(`… ${what}: ${seconds(performance.now() - started)}${spoken || expect === '' ? '' : ` (${expect})`}`);
    spoken = true;
  };
  const first = setTimeout(speak, 5000);
  const rest = setInterval(speak, 20_000);
  try {
    return await work();
  } finally {
    clearTimeout(first);
    clearInterval(rest);
    if (spoken) say(`✓ ${what}: ${seconds(performance.now() - started)}`);
  }
}
