/** How far an encoder has come, by its own account. */
export interface Progress {
  readonly frames: number;
  readonly bytes: number;
}

/**
 * Reads FFmpeg's `-progress` text as it arrives, in pieces of any length.
 *
 * @returns the latest complete report, or undefined while a piece completes none
 */
export function createProgressReader(): (piece: string) => Progress | undefined {
  let rest = '';
  let frames = 0;
  let bytes = 0;
  return (piece) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    let latest: Progress | undefined;
    for (const line of lines) {
      const [key, value] = line.split('=', 2);
      const number = Number(value);
      if (key === 'frame' && Number.isFinite(number)) frames = number;
      if (key === 'total_size' && Number.isFinite(number)) bytes = number;
      if (key === 'progress') latest = { frames, bytes };
    }
    return latest;
  };
}
