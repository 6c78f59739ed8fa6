import { Changes, type Sample } from '@millwright/tags';
import type { ServerTable } from '../mw-opcua-tags/table.ts';

/** Works out what follows from the tags of a watch, whenever something that it follows from has come. */
export class Derived {
  readonly #table: ServerTable;
  readonly #wanted: Set<string>;
  readonly #inputs: ReadonlyMap<string, ReadonlySet<string>>;
  /** Of each input what came last. */
  readonly #latest = new Map<string, Sample>();
  readonly #changes = new Changes();

  /**
   * @param names of computed tags
   * @param wanted names of the others whose samples go on; what comes of more is only an input
   */
  constructor(table: ServerTable, names: readonly string[], wanted: readonly string[]) {
    this.#table = table;
    this.#wanted = new Set(wanted);
    this.#inputs = new Map(names.map((name) => [name, table.inputsOf([name])]));
  }

  /** The samples of these go on, too, from now on. */
  want(names: readonly string[]): void {
    for (const name of names) this.#wanted.add(name);
  }

  /** Whether a computed tag follows from this one. */
  needs(name: string): boolean {
    return [...this.#inputs.values()].some((inputs) => inputs.has(name));
  }

  /** The samples that are wanted, and behind them what has changed of what follows from all of these. */
  async with(samples: readonly Sample[]): Promise<readonly Sample[]> {
    const came = new Set<string>();
    for (const sample of samples) {
      this.#latest.set(sample.tag, sample);
      came.add(sample.tag);
    }
    const wanted = samples.filter(({ tag }) => this.#wanted.has(tag));
    const names = [...this.#inputs].flatMap(([name, inputs]) =>
      [...inputs].some((input) => came.has(input)) && this.#isKnown(inputs) ? name : [],
    );
    if (names.length === 0) return wanted;
    const needed = [...this.#table.inputsOf(names)].flatMap((name) => this.#latest.get(name) ?? []);
    const results = await this.#table.compute(needed, names);
    return [...wanted, ...this.#changes.take(results, (name) => this.#table.deadbandOf(name))];
  }

  /** Before all of its inputs have come once, nothing can be said of it. */
  #isKnown(inputs: ReadonlySet<string>): boolean {
    return [...inputs].every((input) => this.#latest.has(input));
  }
}
