import type { AlarmEngine, AlarmEntry } from '@millwright/analytics';
import type { AlarmStep } from './spans.ts';

/** Lines of a journal that are asked for at once: the most that an engine gives. */
const pageSize = 500;
/** So many steps of an alarm are kept; what is older is not known. */
const most = 2_000;

/** What was read of one alarm's journal, as far back as somebody looked. */
export class AlarmHistory {
  readonly #alarm: string;
  #steps: readonly AlarmStep[] = [];
  #isEnd = false;

  constructor(alarm: string) {
    this.#alarm = alarm;
  }

  /** The newest first, without a gap. */
  get steps(): readonly AlarmStep[] {
    return this.#steps;
  }

  /** Whether there is nothing left to be read for a window that begins then (ms UTC). */
  reaches(from: number): boolean {
    const oldest = this.#steps.at(-1);
    return this.#isEnd || !oldest || oldest.ts < from || this.#steps.length >= most;
  }

  /** Whether steps lack that have happened, beside the last one, which the alarm itself tells. */
  isBehind({ state }: AlarmEntry): boolean {
    const newest = this.#steps[0];
    return newest !== undefined && state.seq > newest.seq + 1;
  }

  /** Reads what has happened since, where something has: one page. */
  async refresh(engine: AlarmEngine, { state }: AlarmEntry): Promise<void> {
    const newest = this.#steps[0]?.seq ?? 0;
    if (newest >= state.seq) return;
    const page = await this.#page(engine);
    const fresh = page.filter(({ seq }) => seq > newest);
    const isJoined = newest > 0 && (fresh.at(-1)?.seq ?? newest + 1) === newest + 1;
    const steps = isJoined ? [...fresh, ...this.#steps] : page;
    this.#isEnd = steps.length <= most && (isJoined ? this.#isEnd : page.length < pageSize);
    this.#steps = steps.slice(0, most);
  }

  /** Reads what was before: one page. */
  async lookBack(engine: AlarmEngine): Promise<void> {
    const page = await this.#page(engine, this.#steps.at(-1)?.number);
    this.#isEnd = page.length < pageSize;
    this.#steps = [...this.#steps, ...page];
  }

  async #page(engine: AlarmEngine, before?: number): Promise<readonly AlarmStep[]> {
    const query = { alarm: this.#alarm, limit: pageSize, ...(before !== undefined && { before }) };
    const lines = await engine.journal(query);
    return lines.map(({ number, seq, ts, from, to }) => ({ number, seq, ts, from, to }));
  }
}
