import type { Frame } from '@millwright/runtime';
import type { People } from './identity/people.ts';
import type { Rules } from './rules/rules.ts';

type Peer = Pick<Frame, 'actor' | 'address'>;

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

  passes(frame: Frame): boolean {
    if (this.#options.rules.phase() === 'off') return true;
    return this.#may(frame, 'live.connect') && (frame.topic !== 'debug' || this.#may(frame, 'debug.read'));
  }

  /** Whether a connection has no business any more. */
  hasToClose(peer: Peer): boolean {
    return this.#options.rules.phase() === 'on' && !this.#may(peer, 'live.connect');
  }

  #may({ actor, address }: Peer, action: 'live.connect' | 'debug.read'): boolean {
    const { rules, people, now } = this.#options;
    const subject = people.subjectOf(actor);
    const circumstances = { time: now(), ...(address === undefined ? {} : { address }) };
    return rules.decider().decide({ subject, action, resource: {}, circumstances }).allowed;
  }
}
