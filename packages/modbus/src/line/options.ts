import type { Clock } from '@millwright/tags';
import type { LineMemory } from './memory.ts';

export interface LineOptions {
  /** Milliseconds that an answer may take, from the moment that its request is on the line. */
  readonly timeout: number;
  /** Milliseconds of silence between two messages. @see MODBUS over Serial Line V1.02, section 2.5.1.1 */
  readonly silence: number;
  /** Milliseconds that units get to carry out a broadcast. @see MODBUS over Serial Line V1.02, section 2.4.1 */
  readonly turnaround: number;
  /** Milliseconds between an answer and the request that waited for it. */
  readonly pause: number;
  /** Milliseconds that so many bytes take on the wire; nothing where it is none of ours. */
  readonly wireTime: (bytes: number) => number;
  readonly clock: Clock;
  /** Of this line, from whichever session was the last. */
  readonly memory: LineMemory;
  /** Calls back when everything has been handed over that has already arrived. Default: setImmediate. */
  readonly nextTurn?: (callback: () => void) => void;
}
