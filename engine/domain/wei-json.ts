/** Writes a value as JSON with bigints as decimal text, keys in the order given. */
export function formatWeiJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'bigint' ? inner.toString() : inner,
  );
}

/**
 * Reads such JSON back: text under a key that ends in `Wei` is a bigint.
 *
 * @throws SyntaxError when the text is no JSON, or such an amount no integer
 */
export function parseWeiJson(text: string): unknown {
  return JSON.parse(text, (key, value: unknown) =>
    key.endsWith('Wei') && typeof value === 'string' ? BigInt(value) : value,
  ) as unknown;
}
