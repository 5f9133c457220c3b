/** What was typed into a form, by the names of its fields and as it stands: a password may begin or end with a space. */
export const valuesOf = (form: FormData): Readonly<Record<string, string>> =>
  Object.fromEntries([...form].map(([name, value]) => [name, typeof value === 'string' ? value : '']));

/** What is no secret, without the spaces that slip in around it. */
export const trimmed = <K extends string>(values: Readonly<Record<K, string>>): Readonly<Record<K, string>> =>
  Object.fromEntries(Object.entries<string>(values).map(([name, value]) => [name, value.trim()])) as Record<K, string>;
