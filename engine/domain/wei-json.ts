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
 * A parsed value with its amounts as bigints. Several times as quick as a reviver: a book is read
 * event by event. (Objects are made anew because V8 is slow to change the kind of a field.)
 *
 * @throws SyntaxError when an amount is no integer as we write it
 */
export function reviveWei(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(reviveWei);
  const fields = value as Readonly<Record<string, unknown>>;
  const revived: Record<string, unknown> = {};
  for (const key in fields) {
    // The one name that would make no field, and so hide what it holds.
    if (key === '__proto__') throw new SyntaxError('Nothing of ours has that name.');
    const inner = fields[key];
    if (typeof inner === 'object') revived[key] = reviveWei(inner);
    else if (typeof inner === 'string' && key.endsWith('Wei')) revived[key] = toBigInt(inner);
    else revived[key] = inner;
  }
  return revived;
}

const INTEGER = /^(?:0|-?[1-9][0-9]*)$/;

function toBigInt(text: string): bigint {
  if (!INTEGER.test(text))
    throw new SyntaxError(`Expected an integer, got "${text.slice(0, 80)}".`);
  return BigInt(text);
}
