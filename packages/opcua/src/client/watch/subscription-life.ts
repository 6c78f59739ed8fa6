import { between, following, stepsTo } from './sequence.ts';

/** What the messages of a subscription say of its life: which one comes next, and when it was last heard. */
export interface SubscriptionLife {
  /** The sequence number of the next message with notifications. */
  readonly expected: number;
  /** The last ones that arrived, the newest at the end: what comes twice is known by them. */
  readonly recent: readonly number[];
  /** When the last message came that says something, or watching began (ms of a clock that only grows). */
  readonly heardAt: number;
}

/** The head of what a Publish request was answered with. */
export interface MessageHead {
  readonly sequenceNumber: number;
  /** Whether there are notifications in it; a message without is a keep-alive. */
  readonly hasData: boolean;
  readonly moreNotifications: boolean;
  readonly at: number;
}

export type MessageVerdict =
  /** The messages of these numbers are missing before it (none as a rule). */
  | { readonly kind: 'data' | 'keep-alive'; readonly missing: readonly number[] }
  /** It came before. */
  | { readonly kind: 'duplicate' }
  /** It promises more and holds nothing: no sign of life. */
  | { readonly kind: 'hollow' }
  /** Its number fits neither what is to come nor what was there, or too many are missing: nobody can tell what was lost. */
  | { readonly kind: 'torn' };

/** How many missing messages are asked for again; servers keep few. */
const mostMissing = 100;
const keptNumbers = 32;

export const newLife = (at: number): SubscriptionLife => ({ expected: 1, recent: [], heardAt: at });

/**
 * What a message makes of a subscription's life. A keep-alive has the number that the next message with notifications is going to have: so the
 * loss of the last message is seen even where nothing follows it.
 * @see OPC 10000-4 section 5.14.1.1 and 5.14.1.4
 */
export function hear(
  life: SubscriptionLife,
  { sequenceNumber, hasData, moreNotifications, at }: MessageHead,
): { readonly life: SubscriptionLife; readonly verdict: MessageVerdict } {
  if (!hasData && moreNotifications) return { life, verdict: { kind: 'hollow' } };
  const heard = { ...life, heardAt: at };
  const steps = stepsTo(life.expected, sequenceNumber);
  if (!hasData && steps <= 0) return { life: heard, verdict: { kind: 'keep-alive', missing: [] } };
  if (steps < 0 && life.recent.includes(sequenceNumber))
    return { life: heard, verdict: { kind: 'duplicate' } };
  if (steps < 0 || steps > mostMissing) return { life: heard, verdict: { kind: 'torn' } };
  const missing = between(life.expected, sequenceNumber);
  if (!hasData)
    return { life: { ...heard, expected: sequenceNumber }, verdict: { kind: 'keep-alive', missing } };
  const recent = [...life.recent, sequenceNumber].slice(-keptNumbers);
  return {
    life: { expected: following(sequenceNumber), recent, heardAt: at },
    verdict: { kind: 'data', missing },
  };
}

/**
 * For how many milliseconds a server may be silent: it promises a message in each keep-alive time, and half of that and a bit is for the way.
 * @param trials how many new subscriptions in a row stayed silent; each waits twice as long as the one before
 */
export function longestSilence(
  { publishingInterval, keepAliveCount }: { publishingInterval: number; keepAliveCount: number },
  trials: number,
): number {
  const once = publishingInterval * Math.max(1, keepAliveCount) * 1.5 + 500;
  return once * 2 ** Math.min(trials, 5);
}
