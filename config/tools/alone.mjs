// One set-up at a time in a folder: two terminals that start together do not install twice at once.
import { mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 100;
const SAY_AFTER_MS = 1_000;

/** Does `work` while no other process does its own here; waits for one that lives. */
export async function alone(root, work) {
  const lock = join(root, '.tools', 'set-up.lock');
  const isHeld = await take(lock);
  try {
    return await work();
  } finally {
    if (isHeld) rmSync(lock, { force: true });
  }
}

/** Takes the lock, a link that points to our process id. False where the folder takes none. */
async function take(lock) {
  const began = Date.now();
  let hasSaid = false;
  for (;;) {
    try {
      mkdirSync(join(lock, '..'), { recursive: true });
      symlinkSync(String(process.pid), lock);
      return true;
    } catch (cause) {
      if (cause.code !== 'EEXIST') return false;
    }
    const holder = holderOf(lock);
    if (!lives(holder)) {
      rmSync(lock, { force: true });
      continue;
    }
    if (!hasSaid && Date.now() - began > SAY_AFTER_MS) {
      process.stderr.write(`Waiting for the set-up that process ${holder} runs here…\n`);
      hasSaid = true;
    }
    await sleep(LOOK_EVERY_MS);
  }
}

function holderOf(lock) {
  try {
    return Number(readlinkSync(lock));
  } catch {
    return undefined;
  }
}

function lives(pid) {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause.code === 'EPERM';
  }
}
