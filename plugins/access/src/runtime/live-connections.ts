import type { Actor, Frame } from '@millwright/runtime';
import type { People } from './identity/people.ts';
import type { Rules } from './rules/rules.ts';

export interface LiveOptions {
  readonly rules: Rules;
  readonly people: People;
  readonly now: () => number;
}

/** What each open editor is sent, by the rules as they are at that moment. */
export class LiveConnections {
  readonly #options: LiveOptions;

  constructor(options: LiveOptions) {
    this.#options = options;
  }

  passes({ actor, topic }: Frame): boolean {
    if (this.#options.rules.phase() === 'off') return true;
    return this.#may(actor, 'live.connect') && (topic !== 'debug' || this.#may(actor, 'debug.read'));
  }

  /** Whether a connection has no business any more. */
  hasToClose(actor: Actor): boolean {
    return this.#options.rules.phase() === 'on' && !this.#may(actor, 'live.connect');
  }

  #may(actor: Actor, action: 'live.connect' | 'debug.read'): boolean {
    const { rules, people, now } = this.#options;
    const subject = people.subjectOf(actor);
    return rules.decider().decide({ subject, action, resource: {}, circumstances: { time: now() } }).allowed;
  }
}
