/** A life that ends at one of its steps. */
export interface Mortal {
  /** The same function, with a step before it and one after it; nothing of it once the life is over. */
  readonly lives: <Args extends readonly unknown[], Result>(
    work: (...args: Args) => Promise<Result>,
  ) => (...args: Args) => Promise<Result>;
  /** What the work comes to, or `died`; a process that dies runs no handler and awaits nothing. */
  readonly run: (work: () => Promise<void>) => Promise<'done' | 'died'>;
}

/** A process that dies at a step, from 1; without one it lives on. */
function createMortal(diesAtStep = Infinity): Mortal {
  let step = 0;
  let isDead = false;
  const { promise: died, resolve: die } = Promise.withResolvers<'died'>();

  const take = async (): Promise<void> => {
    step += 1;
    if (step === diesAtStep) {
      isDead = true;
      die('died');
    }
    if (isDead) await new Promise(() => undefined);
  };

  return {
    lives:
      (work) =>
      async (...args) => {
        await take();
        try {
          return await work(...args);
        } finally {
          await take();
        }
      },
    run: (work) => Promise.race([died, work().then(() => 'done' as const)]),
  };
}

/**
 * Lets something be done by houses that die, each one step later than the one before, and then by
 * one that lives; over once a house gets to its end.
 *
 * @param world - makes the world anew for each death
 * @param act - what a house does in that world
 * @param judge - looks at the world after the house that lived; the step is that of the death
 * @returns how many houses died
 */
export async function dieAtEveryStep<World>(
  world: () => Promise<World>,
  act: (world: World, mortal: Mortal) => Promise<void>,
  judge: (world: World, step: number) => Promise<void>,
): Promise<number> {
  for (let step = 1; ; step += 1) {
    const here = await world();
    const mortal = createMortal(step);
    const end = await mortal.run(() => act(here, mortal));
    if (end === 'died') await act(here, createMortal());
    await judge(here, step);
    if (end === 'done') return step - 1;
  }
}
