import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits until something is so, and says what was waited for when it does not come.
 *
 * @param what for the message: `r0 to be ready`
 */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  milliseconds = 20_000,
): Promise<void> {
  const deadline = performance.now() + milliseconds;
  while (!(await condition())) {
    if (performance.now() > deadline) {
      throw new Error(`waited ${milliseconds} ms in vain for ${what}`);
    }
    await pause(20);
  }
}
