import { z } from 'zod';
import { fieldAt, isSecretKey, leafKeys, variableOf } from './load.js';
import { configSchema } from './schema.js';

/** The JSON Schema of the settings, for editors. */
export function buildJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(configSchema, {
    io: 'input',
    unrepresentable: 'any',
    // A secret is named by where it lies; the class that carries it never stands in a file.
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema instanceof z.ZodCustom) jsonSchema.not = {};
    },
  });
}

/** Every setting as a page of Markdown. */
export function buildReference(): string {
  const rows = leafKeys().map((key) => {
    const field = fieldAt(key);
    const { description = '' } = field;
    return `| \`${key}\` | ${description} | ${defaultOf(key, field)} | \`${variableOf(key)}\` |`;
  });
  return `# Settings

Generated from \`config/schema.ts\`. A setting comes from the file, over it from the environment, over
that from a flag (\`--set key=value\`). An unknown key is an error. Secrets never stand in the file: give
\`{ env: NAME }\` or \`{ file: PATH }\` there, or set the variable (with \`_FILE\` appended, the path of a file).

| Key | What it sets | Default | Variable |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

function defaultOf(key: string, field: z.ZodType): string {
  if (isSecretKey(key)) return 'secret';
  const { defaultValue } = field.def as { defaultValue?: unknown };
  if (defaultValue !== undefined) return `\`${JSON.stringify(defaultValue)}\``;
  return field instanceof z.ZodOptional ? '' : 'required';
}
