import type { UpdateWindow } from './desired.ts';

/**
 * How long it is until the window opens, in milliseconds; 0 while it is open.
 *
 * @param time milliseconds since 1970, as the event that asks has it
 */
export function untilOpen(window: UpdateWindow, _time: number): number {
  switch (window.kind) {
    case 'always':
      return 0;
  }
}
