import type { WriteDetail } from '@millwright/plc/runtime';
import { recordText } from '@millwright/plc/runtime';
import { isCodedError } from '@millwright/schema';
import { outcomeOfCall } from './outcome-of-call.ts';

export interface AskedCall {
  readonly method: string;
  readonly object: string;
  readonly arguments: unknown;
}

/** As much of an address as a record holds. */
const longestAddress = 200;

/** What a record says of a call, and under which key it is thinned. */
export function recordOf(
  place: string,
  { method, object, arguments: given }: AskedCall,
  failure: unknown,
): { readonly key: string; readonly detail: WriteDetail<'call'> } {
  const code = isCodedError(failure) ? failure.code : undefined;
  const outcome = failure === undefined ? 'success' : outcomeOfCall(failure);
  return {
    key: `${place} ${method} ${object}`,
    detail: {
      event: 'call',
      outcome,
      target: { kind: 'plc', id: place, name: place },
      data: {
        method: method.slice(0, longestAddress),
        ...(object !== '' && { object: object.slice(0, longestAddress) }),
        value: recordText(given ?? null),
        ...(code !== undefined && { code }),
      },
    },
  };
}
