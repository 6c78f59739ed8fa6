import { alarmEngineErrors } from '../common/alarm-errors.ts';
import { type Told, toldBy } from './readings.ts';

/** Of which tag an alarm hears. Where it names none, that is the one that messages name, as long as it is always the same. */
export class TagHeard {
  readonly #tag: string;
  readonly #named = new Set<string>();

  /** @param tag that the alarm names; empty for none */
  constructor(tag: string) {
    this.#tag = tag;
  }

  /**
   * Reads a message. Once two tags were named, none that names one is taken: nobody can tell which of them counts.
   * @param now ms UTC
   * @throws what {@link toldBy} does
   */
  toldBy(message: Readonly<Record<string, unknown>>, now: number): Told {
    const told = toldBy(message, this.#tag, now);
    if (told.of === undefined) return told;
    if (this.#named.size < 2) this.#named.add(told.of);
    if (this.#named.size > 1)
      throw alarmEngineErrors.noReading({
        reason: `messages came about the tags ${[...this.#named].join(' and ')}, and the alarm does not say which one it watches`,
      });
    return told;
  }
}
