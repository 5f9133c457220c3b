/** Polls until `read` gives something; fails with what it was for. */
export const until = async <T>(
  what: string,
  read: () => T | undefined | Promise<T | undefined>,
  withinMs = 30_000,
): Promise<T> => {
  const end = Date.now() + withinMs;
  while (Date.now() < end) {
    const value = await read();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(`waited in vain for ${what}`);
};
