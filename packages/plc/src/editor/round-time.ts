import type { Pace } from '@millwright/editor';

/**
 * Milliseconds that so many requests take at the pace that was measured. Where as much lies between two requests as an
 * answer takes, none is under way when the next one is sent.
 */
export function roundTime(requests: number, { answerTime, between, atOnce }: Pace): number {
  const together = between < answerTime ? atOnce : 1;
  return Math.ceil(requests / together) * answerTime + (requests - 1) * between;
}
