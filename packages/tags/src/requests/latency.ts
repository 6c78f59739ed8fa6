/** Each step of the scale is a tenth longer than the one before. */
const growth = 1.1;
const shortest = 0.05;
const steps = 160;

/** Milliseconds after which a period is left behind. */
const period = 60_000;

/**
 * How long requests take, of the last one to two minutes, in a scale of fixed size: percentiles are exact to a tenth.
 */
export class Latency {
  #began = 0;
  #now = new Uint32Array(steps);
  #before = new Uint32Array(steps);

  /** @param at `Clock.elapsed()`; it never goes back */
  add(milliseconds: number, at: number): void {
    this.#turn(at);
    const step = Math.ceil(Math.log(Math.max(milliseconds, shortest) / shortest) / Math.log(growth));
    const place = Math.min(step, steps - 1);
    this.#now[place] = (this.#now[place] ?? 0) + 1;
  }

  /** Milliseconds within which this share (0 to 1) of the requests was done; undefined while there are none. */
  within(share: number, at: number): number | undefined {
    this.#turn(at);
    const counts = this.#now.map((count, step) => count + (this.#before[step] ?? 0));
    const all = counts.reduce((sum, count) => sum + count, 0);
    if (all === 0) return undefined;
    let seen = 0;
    const step = counts.findIndex((count) => {
      seen += count;
      return seen >= share * all;
    });
    return Number((shortest * growth ** step).toPrecision(2));
  }

  #turn(at: number): void {
    const periods = Math.floor((at - this.#began) / period);
    if (periods === 0) return;
    this.#before = periods === 1 ? this.#now : new Uint32Array(steps);
    this.#now = new Uint32Array(steps);
    this.#began += periods * period;
  }
}
