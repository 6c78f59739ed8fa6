import type { WriteDetail } from '@millwright/plc/runtime';
import { recordText } from '@millwright/plc/runtime';
import { isCodedError } from '@millwright/schema';
import { outcomeOfCall } from './outcome-of-call.ts';

/** What was asked for, whether it makes sense or not. */
export interface AskedCall {
  readonly method: unknown;
  /** Empty where the server is asked which one it is. */
  readonly object: unknown;
  readonly arguments: unknown;
}

/** What a record says of a call, and under which key it is thinned. */
export function recordOf(
  place: string,
  { arguments: given, ...where }: AskedCall,
  failure: unknown,
): { readonly key: string; readonly detail: WriteDetail<'call'> } {
  const method = recordText(where.method);
  const object = recordText(where.object);
  const code = isCodedError(failure) ? failure.code : undefined;
  const outcome = failure === undefined ? 'success' : outcomeOfCall(failure);
  return {
    key: `${place} ${method} ${object}`,
    detail: {
      event: 'call',
      outcome,
      target: { kind: 'plc', id: place, name: place },
      data: {
        method,
        ...(object !== '' && { object }),
        value: recordText(given ?? null),
        ...(code !== undefined && { code }),
      },
    },
  };
}
