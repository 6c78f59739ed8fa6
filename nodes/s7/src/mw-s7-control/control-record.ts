import { recordText, type WriteDetail } from '@millwright/plc/runtime';
import { outcomeOf } from '@millwright/s7/client';
import { isCodedError } from '@millwright/schema';
import { s7NodeErrors } from '../common/errors.ts';
import type { Action } from './order.ts';

interface Asked {
  /** Undefined where the message named none that there is. */
  readonly action: Action | undefined;
  /** What the message brought. */
  readonly given: unknown;
}

/** What a record says of an order to a PLC, and under which key it is thinned. */
export function recordOf(
  place: string,
  { action, given }: Asked,
  failure: unknown,
): { readonly key: string; readonly detail: WriteDetail<'control'> } {
  const code = isCodedError(failure) ? failure.code : undefined;
  return {
    key: `${place} control ${action ?? ''}`,
    detail: {
      event: 'control',
      outcome: failure === undefined ? 'success' : recorded(failure),
      target: { kind: 'plc', id: place, name: place },
      data: {
        ...(action !== undefined && { action }),
        ...(action === 'set-clock' && { value: recordText(given) }),
        ...(code !== undefined && { code }),
      },
    },
  };
}

const refusedHere: readonly unknown[] = Object.values(s7NodeErrors).map(({ code }) => code);

function recorded(failure: unknown): 'refused' | 'failed' | 'unknown' {
  if (isCodedError(failure) && refusedHere.includes(failure.code)) return 'refused';
  const outcome = outcomeOf(failure);
  return outcome === 'done' ? 'failed' : outcome;
}
