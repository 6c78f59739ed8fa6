import { outcomeOf } from '@millwright/modbus';
import type { WriteDetail } from '@millwright/plc/runtime';
import { isCodedError } from '@millwright/schema';

/** A request that may change something, as far as it could be made out. */
export interface AskedChange {
  /** What was to be done: the name of a function, or of bytes its code. */
  readonly name: string;
  /** Whether there is such a function. */
  readonly known: boolean;
  /** Undefined where the message named none that there can be. */
  readonly unit?: number;
  /** The first address of a run that was to be written. */
  readonly first?: number;
}

/** As much of a name as a record holds that a flow made up. */
const longestName = 60;

/**
 * What a record says of a request, and under which key it is thinned: what is none at all shares one, so that a flow
 * which makes up names cannot flood the log.
 */
export function recordOf(
  place: string,
  { name, known, unit, first }: AskedChange,
  failure: unknown,
): { readonly key: string; readonly detail: WriteDetail<'request'> } {
  const code = isCodedError(failure) ? failure.code : undefined;
  return {
    key: `${place} ${unit ?? ''} ${known ? name : ''} ${first ?? ''}`,
    detail: {
      event: 'request',
      outcome: failure === undefined ? 'success' : recorded(failure),
      target: { kind: 'plc', id: unit === undefined ? place : `${place}/${unit}`, name: place },
      data: {
        function: name.slice(0, longestName),
        ...(unit !== undefined && { unit }),
        ...(first !== undefined && { address: first }),
        ...(code !== undefined && { code }),
      },
    },
  };
}

/** What a record says of a failure. */
function recorded(failure: unknown): 'refused' | 'failed' | 'unknown' {
  const outcome = outcomeOf(failure);
  return outcome === 'done' ? 'failed' : outcome;
}
