import {
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { QUEUE_BYTES, QueueReader, QueueWriter } from '../../engine/ports/file-queue.js';
import { mailSeal, type MailKind } from '../../engine/ports/stage.js';
import { StageMail } from './stage-mail.js';

const SEAL = 'sealed';

let profileDir: string;
let mail: StageMail | undefined;
beforeEach(() => {
  profileDir = mkdtempSync(join(tmpdir(), 'sothebais-mail-'));
  mkdirSync(join(profileDir, 'File System'));
});
afterEach(() => {
  mail?.close();
  rmSync(profileDir, { recursive: true, force: true });
});

const pathOf = (kind: MailKind) => join(profileDir, 'File System', kind);

/** The file of a queue, as the picture makes it. */
function aFile(kind: MailKind): number {
  const fd = openSync(pathOf(kind), 'w+');
  ftruncateSync(fd, QUEUE_BYTES);
  writeSync(fd, mailSeal(SEAL, kind), QUEUE_BYTES);
  return fd;
}

/** The picture's end of both queues. */
function aPicture() {
  const [asks, notices] = [aFile('asks'), aFile('notices')];
  return {
    asks: new QueueReader((into, at) => void readSync(asks, into, 0, into.length, at)),
    notices: new QueueWriter((bytes, at) => void writeSync(notices, bytes, 0, bytes.length, at)),
  };
}

async function openMail() {
  const messages: string[] = [];
  const onBroken = vi.fn();
  const onMessage = (message: Uint8Array) => void messages.push(Buffer.from(message).toString());
  mail = await StageMail.open({ profileDir, seal: SEAL }, { onMessage, onBroken });
  return { messages, onBroken };
}

const text = (words: string) => new TextEncoder().encode(words);

describe('StageMail', () => {
  test('carries messages both ways, and tells of those that come by itself', async () => {
    const picture = aPicture();
    const { messages, onBroken } = await openMail();
    mail?.send(text('ask 1'));
    mail?.send(text('ask 2'));
    expect(Buffer.from(picture.asks.next() ?? []).toString()).toBe('ask 1');
    expect(Buffer.from(picture.asks.next() ?? []).toString()).toBe('ask 2');
    for (let turn = 1; turn <= 3; turn++) {
      picture.notices.send(text(`notice ${turn}`));
      await vi.waitFor(() => expect(messages.length).toBe(turn), 5_000);
    }
    expect(messages).toEqual(['notice 1', 'notice 2', 'notice 3']);
    expect(onBroken).not.toHaveBeenCalled();
  });

  test('what has come is there for who looks', async () => {
    const picture = aPicture();
    const { messages } = await openMail();
    picture.notices.send(text('notice'));
    mail?.look();
    expect(messages).toEqual(['notice']);
    mail?.look();
    expect(messages).toEqual(['notice']);
  });

  test('is not there where the profile holds one of its files only', async () => {
    aFile('asks');
    await openMail();
    expect(mail).toBeUndefined();
  });

  test('breaks once when a file is cut short, and is quiet after that', async () => {
    aPicture();
    const { onBroken } = await openMail();
    truncateSync(pathOf('notices'), 4);
    mail?.look();
    mail?.look();
    mail?.send(text('ask'));
    expect(onBroken).toHaveBeenCalledTimes(1);
  });

  test('takes nothing after it was closed', async () => {
    const picture = aPicture();
    const { messages } = await openMail();
    mail?.close();
    picture.notices.send(text('late'));
    mail?.look();
    mail?.send(text('ask'));
    expect(messages).toEqual([]);
    expect(picture.asks.next()).toBeUndefined();
  });
});
