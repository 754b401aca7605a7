/** What AMF0 can say. A map is an ECMA array, an object an anonymous object. */
export type AmfValue =
  | number
  | boolean
  | string
  | null
  | undefined
  | Date
  | readonly AmfValue[]
  | ReadonlyMap<string, AmfValue>
  | { readonly [key: string]: AmfValue };

const MARK = {
  number: 0x00,
  boolean: 0x01,
  string: 0x02,
  object: 0x03,
  null: 0x05,
  undefined: 0x06,
  ecmaArray: 0x08,
  objectEnd: 0x09,
  strictArray: 0x0a,
  date: 0x0b,
  longString: 0x0c,
} as const;

/** Values within values beyond this are not read: a stranger's bytes choose how deep they go. */
const DEPTH_MAX = 16;

/** Writes values one after another, as the body of a command holds them. */
export function encodeAmf0(...values: readonly AmfValue[]): Buffer {
  return Buffer.concat(values.map(encodeValue));
}

/**
 * Reads values one after another, as far as they can be read: what comes after a kind that is
 * never met between servers and publishers, or after a broken one, is left out.
 */
export function decodeAmf0(bytes: Buffer): AmfValue[] {
  const reader = new Amf0Reader(bytes);
  const values: AmfValue[] = [];
  try {
    while (reader.hasMore) values.push(reader.value(0));
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
  }
  return values;
}

function encodeValue(value: AmfValue): Buffer {
  if (value === null) return Buffer.of(MARK.null);
  if (value === undefined) return Buffer.of(MARK.undefined);
  if (typeof value === 'boolean') return Buffer.of(MARK.boolean, value ? 1 : 0);
  if (typeof value === 'number') return Buffer.concat([Buffer.of(MARK.number), double(value)]);
  if (typeof value === 'string') return encodeString(value);
  if (value instanceof Date) {
    return Buffer.concat([Buffer.of(MARK.date), double(value.getTime()), uint16(0)]);
  }
  if (value instanceof Map) {
    const head = [Buffer.of(MARK.ecmaArray), uint32(value.size)];
    return Buffer.concat([...head, ...encodePairs(value as ReadonlyMap<string, AmfValue>)]);
  }
  if (Array.isArray(value)) {
    const items = value as readonly AmfValue[];
    const head = [Buffer.of(MARK.strictArray), uint32(items.length)];
    return Buffer.concat([...head, ...items.map(encodeValue)]);
  }
  return Buffer.concat([Buffer.of(MARK.object), ...encodePairs(Object.entries(value))]);
}

function encodePairs(pairs: Iterable<readonly [string, AmfValue]>): Buffer[] {
  const parts = Array.from(pairs, ([key, value]) => {
    const name = Buffer.from(key);
    return Buffer.concat([uint16(name.length), name, encodeValue(value)]);
  });
  return [...parts, uint16(0), Buffer.of(MARK.objectEnd)];
}

function encodeString(text: string): Buffer {
  const bytes = Buffer.from(text);
  const head =
    bytes.length > 0xffff
      ? [Buffer.of(MARK.longString), uint32(bytes.length)]
      : [Buffer.of(MARK.string), uint16(bytes.length)];
  return Buffer.concat([...head, bytes]);
}

/** Reading beyond the end, or what is not known, throws the RangeError that Buffer throws too. */
class Amf0Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get hasMore(): boolean {
    return this.#at < this.#bytes.length;
  }

  value(depth: number): AmfValue {
    if (depth > DEPTH_MAX) throw new RangeError('Values within values go too deep.');
    const mark = this.#bytes.readUInt8(this.#skip(1));
    switch (mark) {
      case MARK.number:
        return this.#double();
      case MARK.boolean:
        return this.#bytes.readUInt8(this.#skip(1)) !== 0;
      case MARK.string:
        return this.#text(this.#uint16());
      case MARK.longString:
        return this.#text(this.#uint32());
      case MARK.null:
        return null;
      case MARK.undefined:
        return undefined;
      case MARK.object:
        return this.#object(depth);
      case MARK.ecmaArray:
        // The count is a hint that servers get wrong: the end mark counts.
        this.#skip(4);
        return new Map(this.#pairs(depth));
      case MARK.strictArray:
        return this.#array(depth);
      case MARK.date: {
        const at = new Date(this.#double());
        this.#skip(2);
        return at;
      }
      default:
        throw new RangeError(`Kind ${mark} is not known.`);
    }
  }

  #object(depth: number): { readonly [key: string]: AmfValue } {
    // Without a prototype, so that no key of a stranger means more than itself.
    const object = Object.create(null) as Record<string, AmfValue>;
    for (const [key, value] of this.#pairs(depth)) object[key] = value;
    return object;
  }

  *#pairs(depth: number): Generator<[string, AmfValue]> {
    for (;;) {
      const key = this.#text(this.#uint16());
      if (key === '' && this.#bytes[this.#at] === MARK.objectEnd) {
        this.#skip(1);
        return;
      }
      yield [key, this.value(depth + 1)];
    }
  }

  #array(depth: number): AmfValue[] {
    const count = this.#uint32();
    const items: AmfValue[] = [];
    while (items.length < count) items.push(this.value(depth + 1));
    return items;
  }

  #text(length: number): string {
    const from = this.#skip(length);
    if (this.#at > this.#bytes.length) throw new RangeError('A text ends too early.');
    return this.#bytes.toString('utf8', from, this.#at);
  }

  #double(): number {
    return this.#bytes.readDoubleBE(this.#skip(8));
  }

  #uint16(): number {
    return this.#bytes.readUInt16BE(this.#skip(2));
  }

  #uint32(): number {
    return this.#bytes.readUInt32BE(this.#skip(4));
  }

  /** Goes on by `length` and says where it stood. */
  #skip(length: number): number {
    const from = this.#at;
    this.#at += length;
    return from;
  }
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
}

function uint16(value: number): Buffer {
  return Buffer.of(value >> 8, value & 0xff);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
