/**
 * Writes a value as JSON with bigints as decimal text, keys in the order given. Several times as
 * quick as a replacer: every event is written so, and every turn that waits.
 */
export const formatWeiJson = (value: unknown): string => format(value) as string;

/** As `JSON.stringify` with bigints as text does: undefined for what JSON cannot say. */
function format(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return quote(value);
    case 'number':
      return Number.isFinite(value) ? String(value) : 'null';
    case 'bigint':
      return `"${value}"`;
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      return value === null ? 'null' : formatObject(value);
    default:
      return undefined;
  }
}

function formatObject(value: object): string | undefined {
  if (Array.isArray(value)) {
    let items = '';
    for (const item of value) items += `${items && ','}${format(item) ?? 'null'}`;
    return `[${items}]`;
  }
  if (!isPlain(value)) return JSON.stringify(value, bigintsAsText);
  let fields = '';
  for (const key of Object.keys(value)) {
    const inner = format((value as Record<string, unknown>)[key]);
    if (inner !== undefined) fields += `${fields && ','}${quote(key)}:${inner}`;
  }
  return `{${fields}}`;
}

/** Neither a class of its own nor one that says what it is as JSON. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !('toJSON' in value);
}

const bigintsAsText = (_key: string, inner: unknown): unknown =>
  typeof inner === 'bigint' ? inner.toString() : inner;

/** What JSON escapes, lone surrogates among it. */
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

const quote = (text: string): string => (ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`);

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
