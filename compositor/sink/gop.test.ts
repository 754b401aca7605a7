import { describe, expect, test } from 'vitest';
import { Gop } from './gop.js';
import { picture, sound, stream } from './testing/packets.js';

describe('Gop', () => {
  test('holds what came since the last key frame, that frame first', () => {
    const gop = new Gop();
    for (const packet of stream(70)) gop.push(packet);
    expect(gop.packets[0]).toEqual(picture(60));
    expect(gop.packets).toEqual(stream(70).filter(({ atMs }) => atMs >= 2_000));
    expect(gop.ageMs).toBeCloseTo(picture(69).atMs - 2_000, -2);
  });

  test('holds nothing before the first key frame', () => {
    const gop = new Gop();
    gop.push(sound(1));
    gop.push(picture(1));
    expect(gop.packets).toEqual([]);
    expect(gop.ageMs).toBe(0);
  });

  test('lets go of a GOP that grows beyond twelve seconds, and begins with the next', () => {
    const gop = new Gop();
    for (let tick = 0; tick <= 360; tick++) gop.push(picture(tick, 400));
    expect(gop.packets).toHaveLength(361);
    gop.push(picture(361, 400));
    gop.push(picture(362, 400));
    expect(gop.packets).toEqual([]);
    gop.push(picture(400, 400));
    expect(gop.packets).toHaveLength(1);
  });

  test('lets go of a GOP that grows beyond its bytes', () => {
    const gop = new Gop();
    for (let tick = 0; tick < 30; tick++) gop.push(picture(tick, 60, 1024 * 1024));
    expect(gop.packets).toEqual([]);
  });
});
