import { describe, expect, test } from 'vitest';
import { buildEncoderArgs, h264Level, keyPreset } from './args.js';

const plan = {
  widthPx: 1280,
  heightPx: 720,
  fps: 30,
  bitrateKbps: 4500,
  gopSeconds: 3,
  target: 'rtmp://127.0.0.1:1935/live',
};

describe('buildEncoderArgs', () => {
  test('pins every argument of 720p30', () => {
    expect(buildEncoderArgs(plan).join(' ')).toMatchInlineSnapshot(
      `"-hide_banner -loglevel warning -nostats -nostdin -progress pipe:1 -stats_period 0.5 -probesize 32 -analyzeduration 0 -f rawvideo -pixel_format yuv420p -video_size 1280x720 -framerate 30 -thread_queue_size 8 -i pipe:0 -probesize 32 -analyzeduration 0 -f s16le -ar 48000 -ac 2 -thread_queue_size 128 -i pipe:3 -map 0:v -map 1:a -c:v libx264 -preset superfast -tune zerolatency -profile:v high -level:v 3.1 -pix_fmt yuv420p -bf 0 -g 90 -keyint_min 90 -sc_threshold 0 -flags +cgop -b:v 4500k -maxrate 4500k -bufsize 9000k -color_primaries bt709 -color_trc bt709 -colorspace bt709 -color_range tv -c:a aac -profile:a aac_low -b:a 128k -ar 48000 -flvflags no_duration_filesize -flush_packets 1 -f flv -y rtmp://127.0.0.1:1935/live"`,
    );
  });

  test('counts the GOP in frames of the rate', () => {
    const args = buildEncoderArgs({ ...plan, fps: 50, gopSeconds: 2 });
    expect(args[args.indexOf('-g') + 1]).toBe('100');
    expect(args[args.indexOf('-keyint_min') + 1]).toBe('100');
  });

  test('names the file with the key and never the key', () => {
    const args = buildEncoderArgs({ ...plan, keyFile: '/dev/shm/x/key' });
    expect(args.slice(-4)).toEqual(['-fpre', '/dev/shm/x/key', '-y', plan.target]);
    expect(keyPreset('live_1#=a')).toBe('rtmp_playpath=live_1#=a\n');
  });
});

describe('h264Level', () => {
  test.each([
    ['3.0', 640, 360, 30],
    ['3.1', 1280, 720, 30],
    ['3.2', 1280, 720, 60],
    ['4.0', 1920, 1080, 30],
    ['4.2', 1920, 1080, 60],
    ['5.1', 3840, 2160, 30],
    ['5.2', 3840, 2160, 60],
  ])('is %s for %ix%i at %i', (level, widthPx, heightPx, fps) => {
    expect(h264Level({ widthPx, heightPx, fps })).toBe(level);
  });
});
