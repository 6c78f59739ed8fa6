import type { Range } from '@millwright/ledger';
import { type EventClass, eventClasses } from '@millwright/ledger';
import type { ClockState } from '@millwright/store';
import type { Hold, Retention } from '../../common/settings.ts';
import type { PruneReason } from './messages.ts';
import { type Behind, beyond, cutOff, firstToStay, undelivered } from './plan.ts';
import { without } from './ranges.ts';
import type { RetentionReading } from './reading.ts';
import { rangeOf, type Sizes } from './sizes.ts';

/** The calls of {@link RetentionReading}, from another thread. */
export type Asking = {
  readonly [Name in keyof RetentionReading]: (
    ...parameters: Parameters<RetentionReading[Name]>
  ) => Promise<Awaited<ReturnType<RetentionReading[Name]>>>;
};

export interface Rules {
  readonly retention: Retention;
  readonly holds: readonly Hold[];
  readonly behind: readonly Behind[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Which log it is, and the number of its next event. */
export interface Extent {
  readonly origin: string;
  readonly size: number;
}

export interface ClassWork {
  readonly class: EventClass;
  /** The first number that stays by the rules. */
  readonly before: number;
  /** What can be pruned of what comes before it. */
  readonly prunes: readonly (Range & { readonly reason: PruneReason })[];
}

export interface Work {
  readonly classes: readonly ClassWork[];
  /** Why nothing is too old, where that makes a difference. */
  readonly doubt?: NonNullable<ClockState['doubt']>;
}

/** Works out what has to go by the rules. Nothing is pruned. */
export async function workOut(ask: Asking, sizes: Sizes, extent: Extent, rules: Rules): Promise<Work> {
  const { retention, holds, behind, now } = rules;
  await sizes.update(extent, ask.measure);
  const cutOffs = Object.fromEntries(
    eventClasses.map((which) => [which, cutOff(retention[which].days, now)]),
  ) as Record<EventClass, number>;
  const { older, held, signed, doubt } = await ask.lookForPruning({ now, cutOffs, holds });
  const classes: ClassWork[] = [];
  for (const which of eventClasses) {
    const old = older[which];
    const before = Math.max(old, await firstWithin(ask, sizes, which, retention[which].bytes));
    const end = Math.min(before, signed, undelivered(which, behind));
    const free = without(end, held);
    classes.push({
      class: which,
      before,
      prunes: [
        ...cut(free, 0, old).map((range) => ({ ...range, reason: 'age' as const })),
        ...cut(free, old, before).map((range) => ({ ...range, reason: 'bytes' as const })),
      ],
    });
  }
  return { classes, ...(doubt ? { doubt } : {}) };
}

/** The first event of a class that stays within a size. */
async function firstWithin(ask: Asking, sizes: Sizes, which: EventClass, bytes: number): Promise<number> {
  const found = beyond(sizes.blocks(which), bytes);
  if (!found) return 0;
  const range = rangeOf(found.block);
  return firstToStay(await ask.sizesOf(which, range), found.keep) ?? range.to + 1;
}

/** What of some ranges lies between two numbers, the second one not included. */
const cut = (ranges: readonly Range[], from: number, before: number): Range[] =>
  ranges
    .map((range) => ({ from: Math.max(range.from, from), to: Math.min(range.to, before - 1) }))
    .filter((range) => range.from <= range.to);
