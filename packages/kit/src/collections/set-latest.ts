/**
 * Sets a key as the latest one of a map that remembers so many: beyond `most` the key not set for longest is forgotten. A
 * Map keeps the order in which keys came.
 */
export const setLatest = <K, V>(map: Map<K, V>, key: K, value: V, most: number): void => {
  map.delete(key);
  map.set(key, value);
  if (map.size <= most) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
};
