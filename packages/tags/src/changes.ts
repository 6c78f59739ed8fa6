import { copyValue } from './copy-value.ts';
import { sameValue } from './same-value.ts';
import type { Sample, SampleValue } from './sample.ts';

/**
 * How far a number has to go before that is a change: more than `value` in its own unit, or more than `value` percent of
 * the range `of`; without a range, of the number before.
 */
export type Deadband =
  | { readonly kind: 'none' }
  | { readonly kind: 'absolute'; readonly value: number }
  | { readonly kind: 'percent'; readonly value: number; readonly of?: readonly [low: number, high: number] };

/** What of a sample makes it another one. */
export type Known = Pick<Sample, 'value' | 'quality' | 'status' | 'text'>;

/**
 * Whether a sample says something new. Another quality, or another reason for it, always does; texts, bools and numbers
 * without a deadband do when they differ at all.
 * @param before what was last handed on, not what was last read: else a slow drift would never be told
 */
export function changed(before: Known | undefined, now: Known, deadband: Deadband): boolean {
  if (before === undefined) return true;
  if (before.quality !== now.quality || before.status?.code !== now.status?.code) return true;
  // Without a value the text is what there is to tell, such as the digits of a number that is too large.
  if (before.value === null || now.value === null) {
    return before.value !== now.value || before.text !== now.text;
  }
  return hasMoved(before.value, now.value, deadband);
}

function hasMoved(before: SampleValue, now: SampleValue, deadband: Deadband): boolean {
  if (sameValue(before, now)) return false;
  const distance = distanceOf(before, now);
  return distance === undefined || distance > widthOf(deadband, before);
}

/** Undefined where two values are no numbers of one kind. */
function distanceOf(before: SampleValue, now: SampleValue): number | undefined {
  if (typeof before === 'number' && typeof now === 'number') return Math.abs(now - before);
  if (typeof before === 'bigint' && typeof now === 'bigint') return Math.abs(Number(now - before));
  return undefined;
}

function widthOf(deadband: Deadband, before: SampleValue): number {
  switch (deadband.kind) {
    case 'none':
      return 0;
    case 'absolute':
      return deadband.value;
    case 'percent': {
      const [low, high] = deadband.of ?? [0, Number(before)];
      return (Math.abs(high - low) * deadband.value) / 100;
    }
  }
}

/** Follows what was handed on of each tag. Bounded by the number of tags. */
export class Changes {
  readonly #known = new Map<string, Known>();

  /** Those of the samples that say something new, in their order. They count as handed on. */
  take(samples: readonly Sample[], deadbandOf: (tag: string) => Deadband): readonly Sample[] {
    return samples.filter((sample) => {
      if (!changed(this.#known.get(sample.tag), sample, deadbandOf(sample.tag))) return false;
      this.#known.set(sample.tag, knownOf(sample));
      return true;
    });
  }

  /** All of them count as handed on, such as with a heartbeat. */
  keep(samples: readonly Sample[]): void {
    for (const sample of samples) this.#known.set(sample.tag, knownOf(sample));
  }
}

/** A copy: samples leave in messages, and flows may write into those. */
function knownOf({ value, quality, status, text }: Sample): Known {
  return {
    value: copyValue(value),
    quality,
    ...(status && { status: { ...status } }),
    ...(text !== undefined && { text }),
  };
}
