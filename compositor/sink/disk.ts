import { statfs } from 'node:fs/promises';
import { SothebaisError } from '../../engine/domain/errors.js';

/** What a program may still write where `folder` lies, in bytes. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** @param path - where the recording lies */
export function diskFull(path: string): SothebaisError {
  return new SothebaisError(
    'FOLDER_UNWRITABLE',
    `The disk that holds ${path} is full: nothing more is written there.`,
    {
      hint: 'Make room on that disk: the recording goes on by itself.',
      details: { blame: 'ours', alarm: 'disk-full' },
    },
  );
}

/** @param path - where the file was to be */
export function unwritable(path: string, cause?: unknown): SothebaisError {
  return new SothebaisError('FOLDER_UNWRITABLE', `Nothing can be written to ${path}.`, {
    cause,
    details: { blame: 'ours' },
  });
}

/** What became of an FFmpeg that wrote to `path` and ended by itself. */
export function writeFailure(path: string, code: number | null, words: string): SothebaisError {
  if (/No space left|quota exceeded/i.test(words)) return diskFull(path);
  if (/Permission denied|Read-only file system|No such file|Is a directory/i.test(words)) {
    return unwritable(path);
  }
  const how = code === null ? 'was killed' : `ended with code ${code}`;
  const said = words === '' ? '' : `, saying "${words}"`;
  return new SothebaisError('ENCODER_FAILED', `The FFmpeg that writes ${path} ${how}${said}.`, {
    details: { blame: 'ours' },
  });
}
