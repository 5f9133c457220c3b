import type { DestinationStream } from 'pino';

/** More than this is written at once, however long the turn takes. */
const mostCharacters = 64 * 1024;

/**
 * Joins the lines of one turn of the event loop into one write: a busy service writes hundreds of lines a second, and each
 * write costs more than its line. What a killed process can lose is the lines of its last turn.
 */
export class LineWriter implements DestinationStream {
  readonly #out: DestinationStream;
  #lines = '';

  constructor(out: DestinationStream) {
    this.#out = out;
  }

  write(line: string): void {
    if (this.#lines === '') setImmediate(this.flush);
    this.#lines += line;
    if (this.#lines.length > mostCharacters) this.flush();
  }

  readonly flush = (): void => {
    const lines = this.#lines;
    this.#lines = '';
    if (lines !== '') this.#out.write(lines);
  };
}
