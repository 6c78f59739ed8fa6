import type { Log } from '@millwright/runtime';
import { type Notice, noticeOf } from './notice.ts';

/** Worst first. */
const kinds = ['door', 'secure', 'rules', 'log-in', 'dashboards', 'mark', 'store'] as const;
type Kind = (typeof kinds)[number];

/** What is not as it should be: told in the log once per change, and shown as long as it is so. */
export class Problems {
  readonly #log: Log;
  readonly #onChange: () => void;
  readonly #now = new Map<Kind, readonly Notice[]>();

  constructor(log: Log, onChange: () => void) {
    this.#log = log;
    this.#onChange = onChange;
  }

  /** @param errors none: it is as it should be */
  set(kind: Kind, ...errors: readonly unknown[]): void {
    this.tell(kind, errors.map(noticeOf));
  }

  tell(kind: Kind, notices: readonly Notice[]): void {
    const before = this.#now.get(kind) ?? [];
    if (JSON.stringify(before) === JSON.stringify(notices)) return;
    for (const { code, message } of notices)
      if (!before.some((former) => former.message === message)) this.#log.error(`${message} (${code})`);
    this.#now.set(kind, notices);
    this.#onChange();
  }

  list(): Notice[] {
    return kinds.flatMap((kind) => this.#now.get(kind) ?? []);
  }
}
