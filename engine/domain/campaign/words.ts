/** What can stand in braces in the words of a campaign. */
export const PLACEHOLDERS = ['title', 'date', 'time', 'zone', 'lots', 'count', 'result'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

const FIELD = /\{([a-z]+)\}/g;

/** The first name in braces that nothing stands for; undefined when all are known. */
export function unknownPlaceholder(text: string): string | undefined {
  const known: readonly string[] = PLACEHOLDERS;
  return [...text.matchAll(FIELD)]
    .map(([, name = '']) => name)
    .find((name) => !known.includes(name));
}

/** Puts values in the place of the names in braces. */
export function fillWords(text: string, values: Readonly<Record<Placeholder, string>>): string {
  return text.replace(FIELD, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name as Placeholder] : whole,
  );
}
