import { readFileSync } from 'node:fs';
import { isMap, isScalar, LineCounter, parseDocument, visit, type Document, type Node } from 'yaml';
import type { z } from 'zod';
import { SothebaisError, type FailureCode } from '../engine/domain/errors.js';
import { sayIssue } from './say-issue.js';

/** How a kind of file fails: when it is not there, and when what it says is wrong. */
interface FileFailures {
  readonly missing: FailureCode;
  readonly invalid: FailureCode;
}

/**
 * Reads a YAML or JSON file and checks it against a schema. Amounts keep the very text they were
 * written as: under a key that ends in `Eth` or `Wei`, for `eth` and for `percent`, `1.10` never
 * becomes a float. So do ids of tokens and users, and addresses, quoted or not.
 *
 * @throws SothebaisError `failures.missing`, or `failures.invalid` naming file, line and key
 */
export function readYaml<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  failures: FileFailures,
): z.output<Schema> {
  return parseYaml(readText(path, failures.missing), path, schema, failures.invalid);
}

/** The text of a file. @throws SothebaisError `missing` */
export function readText(path: string, missing: FailureCode): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new SothebaisError(missing, `The file ${path} cannot be read.`, { cause });
  }
}

/** Checks YAML or JSON text against a schema, as `readYaml` does. */
export function parseYaml<Schema extends z.ZodType>(
  text: string,
  name: string,
  schema: Schema,
  invalid: FailureCode,
): z.output<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken) {
    const { line } = lines.linePos(broken.pos[0]);
    throw new SothebaisError(invalid, `${name} line ${line}: ${firstLine(broken.message)}.`);
  }
  keepAsText(document);

  const checked = schema.safeParse(valueOf(document, name, invalid), { reportInput: true });
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  if (!issue) throw new SothebaisError(invalid, `${name} does not fit its schema.`);
  const { key, message, node } = locate(document, issue);
  const line = node?.range ? ` line ${lines.linePos(node.range[0]).line}` : '';
  throw new SothebaisError(invalid, `${name}${line}, ${key}: ${message}`);
}

/** The document's values. An alias to nothing, or one that would grow without bound, has none. */
function valueOf(document: Document, name: string, invalid: FailureCode): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    const why = cause instanceof Error ? firstLine(cause.message) : 'it has no value';
    throw new SothebaisError(invalid, `${name}: ${why}.`, { cause });
  }
}

const TEXT_KEY = /(?:Eth|Wei)$|^(?:eth|percent|tokenId|userId)$/;
const isTextKey = (key: unknown): boolean => isScalar(key) && TEXT_KEY.test(String(key.value));

function keepAsText(document: Document): void {
  visit(document, {
    Pair: (_index, pair) => {
      const { key, value } = pair;
      if (!isScalar(value) || typeof value.value !== 'number') return;
      const text = value.source ?? String(value.value);
      // To YAML an address is a number in base 16.
      if (isTextKey(key) || text.startsWith('0x')) value.value = text;
    },
  });
}

/** Where in the text an issue stands, and what it says of which key. */
function locate(document: Document, issue: z.core.$ZodIssue) {
  if (issue.code === 'unrecognized_keys') {
    const [unknown = ''] = issue.keys;
    const parent = nodeAt(document, issue.path);
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && key.value === unknown)
      : undefined;
    const key = keyOf([...issue.path, unknown]);
    const node = (pair?.key ?? parent) as Node | undefined;
    return { key, message: 'There is no such key.', node };
  }
  let path = issue.path;
  while (path.length > 0 && !nodeAt(document, path)) path = path.slice(0, -1);
  return { key: keyOf(issue.path), message: sayIssue(issue), node: nodeAt(document, path) };
}

const nodeAt = (document: Document, path: readonly PropertyKey[]): Node | undefined =>
  (path.length === 0 ? document.contents : document.getIn(path, true)) as Node | undefined;

const keyOf = (path: readonly PropertyKey[]): string => path.map(String).join('.') || 'the file';

const firstLine = (message: string): string => (message.split('\n')[0] ?? '').replace(/[.:]$/, '');
