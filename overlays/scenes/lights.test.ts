import { Container } from 'pixi.js';
import { beforeEach, describe, expect, test } from 'vitest';
import { BLEND_STEPS } from '../capture/blend.js';
import type { View } from '../scene.js';
import { durations } from '../theme/motion.js';
import { Lights } from './lights.js';

const aView = (): View => ({ root: new Container(), pose: () => undefined });

describe('Lights', () => {
  const [lit, dimmed] = [aView(), aView()];
  let lights: Lights;

  beforeEach(() => {
    lights = new Lights(lit, dimmed, false);
  });

  test('stay as they are until the view they go to stands', () => {
    lights.update(true, 0);
    lights.update(true, 5_000);
    expect(lights.awaited).toBe(dimmed);
    expect(lights.look).toEqual({ view: lit, over: [] });
  });

  test('fade from one view to the other, which then is seen alone', () => {
    lights.update(true, 0);
    lights.turn(0);
    expect(lights.awaited).toBeUndefined();
    lights.update(true, durations.warning / 2);
    expect(lights.look).toEqual({ view: lit, over: [{ view: dimmed, steps: BLEND_STEPS / 2 }] });
    lights.update(true, durations.warning);
    expect(lights.look).toEqual({ view: dimmed, over: [] });
  });

  test('come up again from where they are', () => {
    lights.update(true, 0);
    lights.turn(0);
    lights.update(true, durations.warning / 2);
    lights.update(false, durations.warning / 2);
    lights.turn(durations.warning / 2);
    lights.update(false, durations.warning / 2 + 1);
    expect(lights.down).toBe(0.5);
    lights.update(false, 2 * durations.warning);
    expect(lights.look).toEqual({ view: lit, over: [] });
  });

  test('are down at once where a scene begins so', () => {
    expect(new Lights(lit, dimmed, true).look).toEqual({ view: dimmed, over: [] });
  });
});
