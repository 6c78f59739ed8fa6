import type { Log } from '@millwright/runtime';
import type { CodedError } from '@millwright/schema';
import type { DestinationState, Health, Notice } from '../common/log.ts';
import type { WhenUnwritable } from '../common/settings.ts';
import type { AuditLog } from './log/audit-log.ts';
import { noticeOf } from './notice.ts';

export interface HealthOptions {
  readonly log: Pick<AuditLog, 'state' | 'figures' | 'event'>;
  readonly destinations: () => Promise<readonly DestinationState[]>;
  /** The last check of the whole log. */
  readonly verified: () => Health['verified'];
  /** What is wrong beside the log itself, the worst first. */
  readonly notices: () => readonly Notice[];
  readonly whenUnwritable: () => WhenUnwritable;
  /** Whether operations come here at all. */
  readonly doorProblem: () => CodedError | undefined;
  /** Node-RED's log. */
  readonly tell: Log;
  /** Editors are told that it is time to ask. */
  readonly publish: () => void;
}

/** Whether every event is written, signed, anchored and delivered: told in Node-RED's log and to editors at each change. */
export class HealthState {
  readonly #options: HealthOptions;
  #passive: Notice | undefined;
  #told: { readonly state: string; readonly notices: readonly string[] } = { state: 'opening', notices: [] };

  constructor(options: HealthOptions) {
    this.#options = options;
  }

  async current(): Promise<Health> {
    const { log, destinations: listDestinations, verified: lastVerified, whenUnwritable } = this.#options;
    const { state, size, origin, fingerprint, checkpoint, lost } = log.state();
    // While it cannot be read, there is still something to say.
    const figures = await log.figures().catch(() => ({ events: size, bytes: 0 }));
    const destinations = await listDestinations().catch(() => []);
    const verified = lastVerified();
    const anchored = Math.min(size, anchoredOf(destinations));
    const openSince = anchored < size ? await this.#timeOf(anchored) : undefined;
    return {
      state,
      size,
      ...figures,
      // Counted a moment later, when there may be more.
      events: Math.min(size, figures.events),
      origin,
      fingerprint,
      ...(checkpoint ? { checkpoint } : {}),
      open: size - anchored,
      ...(openSince === undefined ? {} : { openSince }),
      refuses: state === 'failing' && whenUnwritable().change === 'block',
      lost,
      destinations: [...destinations],
      ...(verified ? { verified } : {}),
      notices: [...this.#notices()],
    };
  }

  /** Looks whether operations come here at all, which takes some milliseconds. */
  lookAtDoor(): void {
    const problem = this.#options.doorProblem();
    this.#passive = problem && noticeOf(problem);
    this.look();
  }

  /** Something may have changed. */
  readonly look = (): void => {
    const { log, tell, publish } = this.#options;
    const { state } = log.state();
    const all = this.#notices();
    const notices = all.map(({ code, message }) => `${message} (${code})`);
    const former = this.#told;
    this.#told = { state, notices };
    const isSame = (one: string, index: number): boolean => one === former.notices[index];
    if (state === former.state && notices.length === former.notices.length && notices.every(isSame)) return;
    for (const notice of notices) if (!former.notices.includes(notice)) tell.warn(notice);
    if (former.state === 'failing' && state === 'well') tell.info('Events are recorded again');
    publish();
  };

  /** Undefined for an event that was pruned, or cannot be read. */
  async #timeOf(seq: number): Promise<number | undefined> {
    const stored = await this.#options.log.event(seq).catch(() => undefined);
    return stored && Date.parse(stored.event.time);
  }

  #notices(): readonly Notice[] {
    const { log, notices } = this.#options;
    const state = log.state();
    return [
      ...(this.#passive ? [this.#passive] : []),
      ...(state.problem ? [state.problem] : []),
      ...state.notices,
      ...notices(),
    ];
  }
}

/** Events before this number are covered by an anchor. */
const anchoredOf = (destinations: readonly DestinationState[]): number =>
  Math.max(0, ...destinations.filter(({ anchor }) => anchor).map(({ anchored }) => anchored ?? 0));
