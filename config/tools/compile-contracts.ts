// Compiles the Solidity sources into committed artifacts:
//   node config/tools/compile-contracts.ts           writes them
//   node config/tools/compile-contracts.ts --check   fails when one is stale
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const contracts = join(root, 'engine/adapters/chain/contracts');
const require = createRequire(import.meta.url);

/** Source, contract in it, and the export that carries its artifact. */
const ARTIFACTS = [
  ['SothebaisEscrow', 'sothebaisEscrow', 'sothebais-escrow.ts'],
  ['SothebaisDemoArt', 'sothebaisDemoArt', 'sothebais-demo-art.ts'],
] as const;

const SETTINGS = {
  optimizer: { enabled: true, runs: 200 },
  evmVersion: 'cancun',
  // No hash of the metadata at the end: the bytecode depends on the code alone.
  metadata: { appendCBOR: false, bytecodeHash: 'none' },
  outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } },
};

/** One compiled contract. */
export interface CompiledContract {
  readonly abi: readonly unknown[];
  readonly bytecode: `0x${string}`;
}

interface Output {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly contracts?: Readonly<
    Record<
      string,
      Readonly<Record<string, { abi: unknown[]; evm: { bytecode: { object: string } } }>>
    >
  >;
}

/**
 * Compiles Solidity files beside the escrow and returns every contract in them by name.
 *
 * @param files - paths from the contracts folder, such as `SothebaisEscrow.sol`
 * @throws Error with the compiler's own words, for a warning too
 */
export function compileContracts(
  files: readonly string[],
): Readonly<Record<string, CompiledContract>> {
  const solc = require('solc') as {
    compile(input: string, reader: { import(path: string): { contents: string } }): string;
  };
  const sources = Object.fromEntries(
    files.map((file) => [file, { content: readFileSync(join(contracts, file), 'utf8') }]),
  );
  const input = JSON.stringify({ language: 'Solidity', sources, settings: SETTINGS });
  const output = JSON.parse(solc.compile(input, { import: readImport })) as Output;
  if (output.errors?.length) {
    throw new Error(output.errors.map((error) => error.formattedMessage).join('\n'));
  }
  return Object.fromEntries(
    files.flatMap((file) =>
      Object.entries(output.contracts?.[file] ?? {}).map(([name, { abi, evm }]) => [
        name,
        { abi, bytecode: `0x${evm.bytecode.object}` as const },
      ]),
    ),
  );
}

function readImport(path: string): { contents: string } {
  const file = path.startsWith('@') ? require.resolve(path) : join(contracts, path);
  return { contents: readFileSync(file, 'utf8') };
}

/** The artifacts as they should stand on disk: path from the root, and text. */
export function buildArtifacts(): readonly { readonly path: string; readonly text: string }[] {
  const compiled = compileContracts(ARTIFACTS.map(([name]) => `${name}.sol`));
  return ARTIFACTS.map(([name, exported, file]) => ({
    path: relative(root, join(contracts, 'artifacts', file)),
    text: artifactText(name, exported, compiled[name]),
  }));
}

function artifactText(name: string, exported: string, contract?: CompiledContract): string {
  if (!contract) throw new Error(`The compiler gave no contract named ${name}.`);
  const abi = contract.abi.map((entry) => `    ${JSON.stringify(entry)},\n`).join('');
  return (
    `// Generated from ${name}.sol by config/tools/compile-contracts.ts; never edited.\n` +
    `/** Interface and creation code of \`${name}\`. */\n` +
    `export const ${exported} = {\n  abi: [\n${abi}  ],\n` +
    `  bytecode:\n    '${contract.bytecode}',\n} as const;\n`
  );
}

/** Artifacts on disk that differ from what the sources compile to. */
export function staleArtifacts(): readonly string[] {
  return buildArtifacts()
    .filter(({ path, text }) => {
      const file = join(root, path);
      return !existsSync(file) || readFileSync(file, 'utf8') !== text;
    })
    .map(({ path }) => path);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--check')) {
    const stale = staleArtifacts();
    for (const path of stale) process.stderr.write(`${path} is stale.\n`);
    process.exitCode = stale.length > 0 ? 1 : 0;
  } else {
    for (const { path, text } of buildArtifacts()) writeFileSync(join(root, path), text);
  }
}
