import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Secret } from './secret.js';

/**
 * A secret in a setting: where it lies, never the secret itself.
 *
 * `{ env: NAME }` names a variable, `{ file: PATH }` a file; a `Secret` is taken as it is.
 */
export const secretField = z
  .union(
    [
      z.instanceof(Secret),
      z.strictObject({ env: z.string() }),
      z.strictObject({ file: z.string() }),
    ],
    'Expected { env: NAME } or { file: PATH }: a secret does not stand in the file itself.',
  )
  .transform((source, context): Secret => {
    if (source instanceof Secret) return source;
    const value = 'env' in source ? process.env[source.env] : readSecretFile(source.file);
    if (value) return new Secret(value.trim());
    const place = 'env' in source ? `variable ${source.env}` : `file ${source.file}`;
    context.addIssue({ code: 'custom', message: `Expected a secret in the ${place}, found none.` });
    return z.NEVER;
  });

function readSecretFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
