import { isDate } from 'node:util/types';
import type { Message } from '@millwright/runtime';
import { type CpuAction, wallTimeOfText } from '@millwright/s7';
import { s7NodeErrors } from '../common/errors.ts';

const actions = ['stop', 'restart', 'cold-restart', 'set-clock'] as const;

export type Action = (typeof actions)[number];

export type Order = { readonly action: CpuAction } | { readonly action: 'set-clock'; readonly time: Date };

/** What a message wants done, whether or not it may be; undefined where it is nothing that can be done. */
export function actionOf(message: Message): Action | undefined {
  return actions.find((action) => action === message['action']);
}

/**
 * The order that a message gives. What gives none is told first, then whether it is armed.
 * @throws `s7-nodes.action-unknown`, `.not-armed`, `.bad-time`
 */
export function orderOf(message: Message): Order {
  const action = actionOf(message);
  if (action === undefined) throw s7NodeErrors.actionUnknown({ actions });
  // Nothing but `true`: a text or a number comes by chance.
  if (message['arm'] !== true) throw s7NodeErrors.notArmed();
  return action === 'set-clock' ? { action, time: timeOf(message['payload']) } : { action };
}

/** ISO text says its zone: without one nobody knows whose time it is. */
const zone = /(?:Z|[+-]\d\d:\d\d)$/;

function timeOf(given: unknown): Date {
  const time = momentOf(given);
  if (time === undefined || Number.isNaN(time.getTime())) throw s7NodeErrors.badTime();
  return time;
}

function momentOf(given: unknown): Date | undefined {
  // Of a function node's own context, too.
  if (isDate(given) || typeof given === 'number') return new Date(given);
  if (typeof given !== 'string' || !zone.test(given)) return undefined;
  // A date of JavaScript takes the 30th of February for a day in March.
  const shown = wallTimeOfText(given, 'utc');
  return shown && new Date(shown.milliseconds);
}
