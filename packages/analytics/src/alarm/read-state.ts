import { alarmErrors } from './errors.ts';
import { type AlarmState, implied, qualities, stages, stateFormat } from './state.ts';

type Check = (value: unknown) => boolean;

const isTime: Check = (value) => Number.isFinite(value);
const isCount: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isFlag: Check = (value) => typeof value === 'boolean';
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const fields: Readonly<Record<keyof AlarmState, Check>> = {
  format: oneOf(stateFormat),
  stage: oneOf(...stages),
  since: isTime,
  seq: isCount,
  occurrence: isCount,
  raised: isCount,
  acknowledged: isFlag,
  active: isFlag,
  holds: oneOf(true, false, 'unknown'),
  pending: optional(isTime),
  suppressed: isFlag,
  shelf: optional((value) => isObject(value) && isTime(value['until']) && isFlag(value['oneShot'])),
  quality: oneOf(...qualities),
  value: optional((value) => isFlag(value) || isTime(value) || typeof value === 'string'),
  limit: optional(isTime),
};

/** What of a state contradicts itself; undefined if nothing does. */
export function contradictionOf(state: AlarmState): string | undefined {
  const { stage, active, holds, pending, shelf, seq, raised, occurrence } = state;
  for (const [name, said] of Object.entries(implied[stage]))
    if (state[name as keyof AlarmState] !== said) return `it is ${stage} and ${name} is not ${said}`;
  if ((stage === 'shelved') !== (shelf !== undefined)) return `it is ${stage} and shelf is ${typeof shelf}`;
  if (pending !== undefined && holds === active) return 'a delay runs towards what is already so';
  if (raised > seq || occurrence > raised || (raised > 0 && occurrence === 0))
    return `occurrence ${occurrence} began with record ${raised} of ${seq}`;
  return undefined;
}

/**
 * Reads a state that was kept as JSON.
 * @throws `alarm.bad-state` if it has another format, or no alarm can be in it
 */
export function readState(kept: unknown): AlarmState {
  if (!isObject(kept)) throw alarmErrors.badState({ reason: 'it is no object' });
  // The format comes first: in another one the rest may mean something else.
  for (const [name, check] of Object.entries(fields))
    if (!check(kept[name]))
      throw alarmErrors.badState({ reason: `${name} is ${JSON.stringify(kept[name]) ?? 'missing'}` });
  const names = Object.keys(fields).filter((name) => kept[name] !== undefined);
  // Every field of the type has just been checked.
  const state = Object.fromEntries(names.map((name) => [name, kept[name]])) as unknown as AlarmState;
  const reason = contradictionOf(state);
  if (reason !== undefined) throw alarmErrors.badState({ reason });
  return state;
}
