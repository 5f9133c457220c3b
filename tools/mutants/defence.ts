/** Something that keeps the shop right when the world is not, and how to see that it is there. */
export interface Defence {
  /** `<part>.<name>`. */
  readonly id: string;
  readonly what: string;
  /** Where it stands, from the root. */
  readonly file: string;
  /** How it is taken out: the first text, which stands there once, becomes the second. */
  readonly cut: readonly [search: string, replacement: string];
  /** The test that fails without it: its file and its title. */
  readonly test: readonly [file: string, title: string];
}
