import { clockOf, type LocalTime } from './clock.ts';
import { isWithin, parseAddress, parseNetwork } from './network.ts';
import type { Condition } from './policy.ts';
import type { Circumstances } from './request.ts';

/** Whether a condition holds; undefined where nobody can tell, which never helps who asks. */
export type Holds = (circumstances: Circumstances) => boolean | undefined;
export type Clock = (time: number) => LocalTime | undefined;

/** One clock for each time zone. */
export function clocks(): (zone: string) => Clock {
  const known = new Map<string, Clock>();
  return (zone) => {
    const clock = known.get(zone) ?? clockOf(zone);
    known.set(zone, clock);
    return clock;
  };
}

/** How long a reason is: in characters that can be seen, and white space between them. */
export const reasonLength = (reason: string | undefined): number =>
  [...(reason ?? '').replaceAll(/[\p{Cc}\p{Cf}\p{Z}]+/gu, ' ').trim()].length;

export function compileCondition(condition: Condition, clock: (zone: string) => Clock): Holds {
  switch (condition.kind) {
    case 'time':
      return compileTime(condition, clock(condition.zone));
    case 'network':
      return compileNetwork(condition);
    case 'reason':
      return ({ reason }) => reasonLength(reason) >= condition.minLength;
  }
}

/**
 * A window as clocks show it. Where they are put forward over a part of it, that part does not come; where they are put
 * back, it comes twice.
 */
function compileTime(window: Extract<Condition, { kind: 'time' }>, clock: Clock): Holds {
  const from = minuteOf(window.from);
  const to = minuteOf(window.to);
  const begins = new Set<number>(window.days ?? [1, 2, 3, 4, 5, 6, 7]);
  return ({ time }) => {
    const shown = clock(time);
    if (!shown) return undefined;
    const { day, minute } = shown;
    if (from < to) return begins.has(day) && minute >= from && minute < to;
    const dayBefore = day === 1 ? 7 : day - 1;
    return (minute >= from && begins.has(day)) || (minute < to && begins.has(dayBefore));
  };
}

/** Of `06:30`. */
function minuteOf(text: string): number {
  const [hours, minutes] = text.split(':');
  return Number(hours) * 60 + Number(minutes);
}

function compileNetwork({ within }: Extract<Condition, { kind: 'network' }>): Holds {
  const networks = within.flatMap((text) => parseNetwork(text) ?? []);
  let last: { readonly address: string; readonly holds: boolean | undefined } | undefined;
  return ({ address }) => {
    if (address === undefined) return undefined;
    if (last?.address !== address) {
      const bits = parseAddress(address);
      const holds = bits === undefined ? undefined : networks.some((network) => isWithin(bits, network));
      last = { address, holds };
    }
    return last.holds;
  };
}
