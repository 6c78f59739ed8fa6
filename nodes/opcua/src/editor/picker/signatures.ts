import type { Asking, ShownArgument } from './ask.ts';
import { typeText } from './lines.ts';

/** What methods take and give, as far as somebody has looked at them. */
export class Signatures {
  readonly #asking: Pick<Asking, 'method'>;
  readonly #changed: () => void;
  readonly #known = new Map<string, string>();

  constructor(asking: Pick<Asking, 'method'>, changed: () => void) {
    this.#asking = asking;
    this.#changed = changed;
  }

  /** `(speed: Double) → (batch: UInt32)`; empty until that has come. */
  of(address: string): string {
    const known = this.#known.get(address);
    if (known !== undefined) return known;
    this.#known.set(address, '');
    void this.#ask(address);
    return '';
  }

  /** All are asked for anew when somebody looks at them. */
  forget(): void {
    this.#known.clear();
  }

  async #ask(address: string): Promise<void> {
    const method = await this.#asking.method(address);
    if (method === undefined) return;
    const { inputs, outputs } = method;
    const given = outputs.length === 0 ? '' : ` → ${argumentsText(outputs)}`;
    this.#known.set(address, `${argumentsText(inputs)}${given}`);
    this.#changed();
  }
}

const argumentsText = (all: readonly ShownArgument[]): string =>
  `(${all.map(({ name, ...type }) => `${name}: ${typeText(type)}`).join(', ')})`;
