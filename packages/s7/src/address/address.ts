import type { Place } from '../area.ts';
import type { Shape } from '../data-type.ts';
import type { ClockZone } from '../tag.ts';

/** What an address says. */
export interface Address {
  readonly place: Place;
  /** Where the address names no type: a BOOL, BYTE, WORD or DWORD by its letter, a TIMER or a COUNTER by its area. */
  readonly shape: Shape;
  /** Whether the address names the type, so that no other one can be meant. */
  readonly named: boolean;
  /** Only where the address says so, as `DTZ` and `DTLZ` do. */
  readonly zone?: ClockZone;
}
