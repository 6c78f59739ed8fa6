import type { Scene } from './scheduler.fixture.ts';

/** 0, 1, 2 …, so many. */
export const count = (length: number) => Array.from({ length }, (_, index) => index);

/** A unit that has no such addresses, and answers no more than so much at once. */
export function refuse(scene: Scene, missing: readonly number[], limit = 125): void {
  scene.onRead = (_unit, { start, length }) => {
    if (missing.some((address) => address >= start && address < start + length)) {
      return { takes: 10, failure: 'refused-range' };
    }
    return { takes: 10, ...(length > limit && { failure: 'refused-range' as const }) };
  };
}
