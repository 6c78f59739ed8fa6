import type { Clock } from '@millwright/tags';
import { PublishRequest, type PublishResponse } from 'node-opcua-types';
import { opcuaErrors, statusNameOf } from '../../errors.ts';
import { isSessionGone } from '../session/session.ts';
import type { SessionLink } from '../session-link.ts';

/** How many Publish requests a server takes at a time: learned from its refusals, for as long as the client lives. */
export class PublishLimit {
  #most: number;

  constructor(most = 10) {
    this.#most = most;
  }

  get most(): number {
    return this.#most;
  }

  /** One was refused while so many others were at the server. */
  refusedBeside(others: number): void {
    this.#most = Math.max(1, Math.min(this.#most, others));
  }
}

export interface PublishLoopOptions {
  readonly link: SessionLink;
  readonly clock: Clock;
  readonly limit: PublishLimit;
  /** Milliseconds that a Publish request may take: the server holds it until there is something to say. */
  readonly timeout: () => number;
  readonly onResponse: (response: PublishResponse) => void;
  /** The server has no subscription for a request that was sent at this time (ms of the clock that only grows). */
  readonly onNoSubscription: (sentAt: number, error: unknown) => void;
  /** A request failed for a reason that does not go by itself; it is tried again after a pause. */
  readonly onTrouble: (error: unknown) => void;
}

interface Outstanding {
  readonly sentAt: number;
}

interface Acknowledgement {
  readonly subscriptionId: number;
  readonly sequenceNumber: number;
}

const pauseAfterTrouble = 1_000;
const longestPause = 10_000;

/**
 * Keeps Publish requests waiting at the server, several at a time, and tells it with each what has arrived. They do not go through the line of
 * the caller: they would hold it up until there is news.
 * @see OPC 10000-4 section 5.14.5
 */
export class PublishLoop {
  readonly #options: PublishLoopOptions;
  /** Those that count; written off ones still deliver what they are answered with. */
  readonly #outstanding = new Set<Outstanding>();
  readonly #stop = new AbortController();
  #acknowledgements: Acknowledgement[] = [];
  #wanted = 0;
  #troubles = 0;
  #cancelPause: (() => void) | undefined;

  constructor(options: PublishLoopOptions) {
    this.#options = options;
  }

  get outstanding(): number {
    return this.#outstanding.size;
  }

  /** How many should wait at the server; 0 while there is no subscription. */
  want(count: number): void {
    this.#wanted = count;
    this.#fill();
  }

  /** A message has arrived: the server need not keep it. */
  acknowledge(subscriptionId: number, sequenceNumber: number): void {
    this.#acknowledgements.push({ subscriptionId, sequenceNumber });
  }

  /** The server seems to have lost those that wait: sends new ones. What the old ones are answered with is still taken. */
  writeOff(): void {
    this.#outstanding.clear();
    this.#fill();
  }

  /** Sends nothing more. Nothing is told after it. */
  stop(): void {
    this.#wanted = 0;
    this.#cancelPause?.();
    this.#stop.abort(opcuaErrors.closed());
  }

  /** Waits a while before the next request: the server answers without saying anything. */
  pause(milliseconds: number): void {
    if (this.#cancelPause || this.#stop.signal.aborted) return;
    this.#cancelPause = this.#options.clock.after(milliseconds, () => {
      this.#cancelPause = undefined;
      this.#fill();
    });
  }

  #fill(): void {
    if (this.#stop.signal.aborted || this.#cancelPause) return;
    const most = Math.min(this.#wanted, this.#options.limit.most);
    while (this.#outstanding.size < most) void this.#publish();
  }

  async #publish(): Promise<void> {
    const { link, clock, timeout } = this.#options;
    const request: Outstanding = { sentAt: clock.elapsed() };
    this.#outstanding.add(request);
    const acknowledgements = this.#acknowledgements;
    this.#acknowledgements = [];
    const milliseconds = timeout();
    try {
      const response = await link.perform<PublishResponse>(
        new PublishRequest({
          requestHeader: { timeoutHint: milliseconds },
          subscriptionAcknowledgements: acknowledgements,
        }),
        { timeout: milliseconds, signal: this.#stop.signal },
      );
      this.#outstanding.delete(request);
      if (this.#stop.signal.aborted) return;
      this.#troubles = 0;
      this.#options.onResponse(response);
    } catch (error) {
      this.#outstanding.delete(request);
      if (this.#stop.signal.aborted) return;
      this.#failed(error, request, acknowledgements);
    }
    this.#fill();
  }

  #failed(error: unknown, { sentAt }: Outstanding, acknowledgements: Acknowledgement[]): void {
    switch (statusNameOf(error)) {
      case 'BadTooManyPublishRequests':
        this.#options.limit.refusedBeside(this.#outstanding.size);
        this.#acknowledgements = [...acknowledgements, ...this.#acknowledgements];
        // One that takes not even one is asked again later, not at once.
        if (this.#outstanding.size === 0) this.pause(pauseAfterTrouble);
        return;
      case 'BadNoSubscription':
        this.#options.onNoSubscription(sentAt, error);
        return;
      case 'BadTimeout':
        // It is over its time, unless the server did not let it wait at all.
        if (this.#options.clock.elapsed() - sentAt < pauseAfterTrouble) this.pause(pauseAfterTrouble);
        return;
    }
    // It waited in vain, which the subscription's own watch judges.
    if (opcuaErrors.timeout.is(error)) return;
    this.#troubles += 1;
    this.pause(Math.min(pauseAfterTrouble * 2 ** (this.#troubles - 1), longestPause));
    if (!isLoss(error)) this.#options.onTrouble(error);
  }
}

/** The link is gone: whoever follows the connection hears of it there. */
const isLoss = (error: unknown): boolean =>
  opcuaErrors.closed.is(error) ||
  opcuaErrors.connectionLost.is(error) ||
  opcuaErrors.serverShutdown.is(error) ||
  isSessionGone(error);
