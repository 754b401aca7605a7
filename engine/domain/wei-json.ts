/** Writes a value as JSON with bigints as decimal text, keys in the order given. */
export function formatWeiJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'bigint' ? inner.toString() : inner,
  );
}

/**
 * Reads such JSON back: text under a key that ends in `Wei` is a bigint.
 *
 * @throws SyntaxError when the text is no JSON, or such an amount no integer as we write it
 */
export const parseWeiJson = (text: string): unknown => reviveWei(JSON.parse(text));

/**
 * Turns the amounts of a parsed value into bigints, in place, and returns it. Several times as
 * quick as a reviver: a book is read event by event.
 *
 * @throws SyntaxError when an amount is no integer as we write it
 */
export function reviveWei(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as Record<string, unknown>;
  for (const key in fields) {
    const inner = fields[key];
    if (typeof inner === 'object') reviveWei(inner);
    else if (typeof inner === 'string' && key.endsWith('Wei')) fields[key] = toBigInt(inner);
  }
  return value;
}

const INTEGER = /^(?:0|-?[1-9][0-9]*)$/;

function toBigInt(text: string): bigint {
  if (!INTEGER.test(text))
    throw new SyntaxError(`Expected an integer, got "${text.slice(0, 80)}".`);
  return BigInt(text);
}
