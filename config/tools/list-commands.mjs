// Writes down every command with its flags, as oclif wants it: without that list it loads all of
// them at every start to find the one that was asked for, which takes a second.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Config } from '@oclif/core';

const root = fileURLToPath(new URL('../..', import.meta.url));
const file = join(root, 'oclif.manifest.json');

rmSync(file, { force: true });
const config = await Config.load({ root, errorOnManifestCreate: true });
const house = config.plugins.get(config.name);
writeFileSync(file, JSON.stringify(house.manifest));
