import type { Notice } from './session-options.ts';

/** Tells each thing once, however often a session is opened. */
export class Notices {
  readonly #told = new Set<string>();
  readonly #tell: ((notice: Notice) => void) | undefined;

  constructor(tell: ((notice: Notice) => void) | undefined) {
    this.#tell = tell;
  }

  tell(notice: Notice): void {
    if (this.#told.has(notice.code)) return;
    this.#told.add(notice.code);
    this.#tell?.(notice);
  }
}
