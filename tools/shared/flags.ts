/** `{ port: 1, quiet: undefined }` → `['--port', '1']` */
export function flags(options: Record<string, string | number | undefined>): string[] {
  return Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, String(value)]));
}
