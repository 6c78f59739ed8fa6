/** What is shown is told to screen readers so often (ms). */
const spoken = 30_000;

/** When a trend is told to screen readers: now and then, and at once where somebody waits for it. */
export class Speech {
  #saidAt = Number.NEGATIVE_INFINITY;
  #saidKnown = false;

  /**
   * @param now monotonic (ms)
   * @param isKnown whether the server has said what there is: the first values take the place of "loading" at once
   * @param isAsked whether somebody has just moved the cursor
   * @returns whether it is to be said now
   */
  isDue(
    now: number,
    { isKnown, isAsked }: { readonly isKnown: boolean; readonly isAsked: boolean },
  ): boolean {
    const isFirst = isKnown && !this.#saidKnown;
    if (!isAsked && !isFirst && now - this.#saidAt < spoken) return false;
    this.#saidAt = now;
    this.#saidKnown ||= isKnown;
    return true;
  }
}
