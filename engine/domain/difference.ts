/** Where two values first differ, in words; undefined where they are the same throughout. */
export function difference(found: unknown, expected: unknown): string | undefined {
  return isSame(found, expected) ? undefined : describe(found, expected, 'event');
}

/** A key that is absent is the same as one that holds undefined. */
function isSame(found: unknown, expected: unknown): boolean {
  if (Object.is(found, expected)) return true;
  if (!isRecord(found) || !isRecord(expected)) return false;
  for (const key in found) if (!isSame(found[key], expected[key])) return false;
  for (const key in expected) if (expected[key] !== undefined && !(key in found)) return false;
  return Array.isArray(found) === Array.isArray(expected);
}

function describe(found: unknown, expected: unknown, key: string): string | undefined {
  if (Object.is(found, expected)) return undefined;
  if (!isRecord(found) || !isRecord(expected)) {
    return `${key} is ${display(expected)}, not ${display(found)}`;
  }
  for (const name of new Set([...Object.keys(found), ...Object.keys(expected)])) {
    const why = describe(found[name], expected[name], name);
    if (why) return why;
  }
  return Array.isArray(found) === Array.isArray(expected) ? undefined : `${key} is another value`;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function display(value: unknown): string {
  if (typeof value === 'string') return `"${value.slice(0, 80)}"`;
  return isRecord(value) ? 'another value' : String(value);
}
