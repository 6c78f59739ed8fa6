import * as v from 'valibot';

/**
 * How a start ended:
 *
 * - `crash`: the process ended by itself, with an error
 * - `blocked`: its event loop did not turn any more, and it was ended
 * - `asked`: it wanted to be started again
 * - `stopped`: somebody ended it through the supervisor
 * - `left`: it ended by itself, without an error
 */
const endKinds = ['crash', 'blocked', 'asked', 'stopped', 'left'] as const;
export type EndKind = (typeof endKinds)[number];

const seconds = v.pipe(v.number(), v.minValue(0));

const start = v.object({
  /** Seconds that the machine had been up: a clock that nobody sets. */
  uptime: seconds,
  /** Its flows were not started. */
  safe: v.boolean(),
  /** Absent while it runs, and where the supervisor itself was ended before. */
  end: v.optional(v.object({ kind: v.picklist(endKinds), after: seconds, signal: v.optional(v.string()) })),
});
export type Start = v.InferOutput<typeof start>;

export const startsSchema = v.object({
  format: v.literal(1),
  /** Of the machine, when the last of them began. */
  boot: v.string(),
  /** Of all starts that there ever were. */
  count: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** The last ones, the latest at the end. */
  starts: v.array(start),
});

/** What the supervisor keeps of the starts before, durably before each start. */
export type Starts = v.InferOutput<typeof startsSchema>;

/** A moment of one run of the machine. */
export interface Moment {
  /** Names this run of the machine; empty where it cannot be told. */
  readonly boot: string;
  /** Seconds. */
  readonly uptime: number;
}

export const noStarts: Starts = { format: 1, boot: '', count: 0, starts: [] };

/** More than are looked at. */
const kept = 10;

/** Whether the machine was started since: also where nothing names its runs. */
export const isAnotherBoot = (starts: Starts, { boot, uptime }: Moment): boolean =>
  starts.boot !== boot || (starts.starts.at(-1)?.uptime ?? 0) > uptime;

/** With one more start, which begins now. */
export function begun(before: Starts, moment: Moment, safe: boolean): Starts {
  // The uptimes of another run of the machine say nothing in this one.
  const earlier = isAnotherBoot(before, moment) ? [] : before.starts;
  return {
    format: 1,
    boot: moment.boot,
    count: before.count + 1,
    starts: [...earlier, { uptime: moment.uptime, safe }].slice(-kept),
  };
}

/** With the end of the last start. @param after seconds that it lasted @param signal that ended it */
export const ended = (
  starts: Starts,
  kind: EndKind,
  after: number,
  signal: NodeJS.Signals | null = null,
): Starts => ({
  ...starts,
  starts: starts.starts.map((each, at) =>
    at === starts.starts.length - 1
      ? { ...each, end: { kind, after, ...(signal !== null && { signal }) } }
      : each,
  ),
});
