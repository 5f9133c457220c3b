/** The moment it is, by this window's own clock, in milliseconds since 1970. */
export const nowMs = (): number => performance.timeOrigin + performance.now();
