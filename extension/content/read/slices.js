// Long work in slices, so that a page never stutters: work is written as a generator that yields wherever it may
// pause, and runs either a few milliseconds at a time or, where nobody waits, at once.
"use strict";
(() => {
  const Sidelight = (globalThis.Sidelight ??= /** @type {Sidelight} */ ({}));

  // Milliseconds of work between two pauses: under a frame, far under the 50 ms that count as a long task.
  const SLICE_MS = 8;

  /** Let the browser paint and answer the reader before the work goes on. @returns {Promise<void>} */
  function pause() {
    const scheduler = /** @type {{yield?: () => Promise<void>} | undefined} */ (Reflect.get(globalThis, "scheduler"));
    return scheduler?.yield ? scheduler.yield() : new Promise((resolve) => setTimeout(resolve, 0));
  }

  /**
   * Do the work in slices; null when `signal` ends it before it is done.
   * @template T
   * @param {Generator<void, T, void>} work
   * @param {AbortSignal} [signal]
   * @returns {Promise<T | null>}
   */
  async function inSlices(work, signal) {
    await pause();
    let end = performance.now() + SLICE_MS;
    while (!signal?.aborted) {
      const step = work.next();
      if (step.done) return step.value;
      if (performance.now() < end) continue;
      await pause();
      end = performance.now() + SLICE_MS;
    }
    return null;
  }

  /**
   * Do the work without a pause.
   * @template T
   * @param {Generator<void, T, void>} work
   * @returns {T}
   */
  function atOnce(work) {
    let step = work.next();
    while (!step.done) step = work.next();
    return step.value;
  }

  Object.assign(Sidelight, /** @satisfies {Partial<Sidelight>} */ ({ inSlices, atOnce }));
})();
