// Writes what is generated from the schemas: settings page, editors' schema, database migrations.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export async function generate() {
  const { buildJsonSchema, buildReference } = await import('../../dist/config/reference.js');
  writeFileSync(join(root, 'config', 'reference.md'), buildReference());
  const schema = `${JSON.stringify(buildJsonSchema(), undefined, 2)}\n`;
  writeFileSync(join(root, 'config', 'sothebais.schema.json'), schema);
  const kit = join(root, 'node_modules', '.bin', 'drizzle-kit');
  spawnSync(kit, ['generate', '--config', 'config/tools/drizzle.config.ts'], {
    cwd: root,
    stdio: 'inherit',
  });
}
