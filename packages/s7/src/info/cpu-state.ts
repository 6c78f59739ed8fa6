import { s7Errors } from '../errors.ts';
import type { ClockZone } from '../tag.ts';
import { dateOf } from './clock.ts';
import type { SystemList } from './system-list.ts';

/** The list that says what mode a CPU is in. */
export const stateList = { list: 0x0424, index: 0 } as const;

/** What a CPU does. */
export type CpuMode = 'run' | 'stop' | 'start-up' | 'hold' | 'defect' | 'unknown';

export interface CpuState {
  readonly mode: CpuMode;
  /** As the PLC says it: it tells apart why it stopped, or how it starts. */
  readonly code: number;
  /** Before the last change. */
  readonly before: CpuMode;
  /** When it last changed, by the clock of the PLC; undefined where that is not known. */
  readonly since?: Date;
}

/** @see Wireshark's dissector of S7comm, `s7comm.szl.0424.0000.bzu_id` */
const modes: Readonly<Record<number, CpuMode>> = {
  1: 'stop',
  2: 'stop',
  3: 'stop',
  4: 'stop',
  5: 'start-up',
  7: 'start-up',
  8: 'run',
  10: 'hold',
  13: 'defect',
};

const modeOf = (code: number): CpuMode => modes[code] ?? 'unknown';

/** Where the mode stands, and the time. */
const modeAt = 3;
const timeAt = 12;

/** @throws `s7.bad-answer` */
export function readCpuState({ records: [record] }: SystemList, zone: ClockZone): CpuState {
  const both = record?.[modeAt];
  if (record === undefined || both === undefined)
    throw s7Errors.badAnswer({ reason: 'the list of modes has no record of a mode' });
  const code = both & 0x0f;
  const since = record.length < timeAt + 8 ? undefined : dateOf(record.subarray(timeAt, timeAt + 8), zone);
  return {
    mode: modeOf(code),
    code,
    before: modeOf(both >> 4),
    ...(since !== undefined && { since }),
  };
}
