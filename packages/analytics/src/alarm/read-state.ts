import * as v from 'valibot';
import { alarmErrors } from './errors.ts';
import { type AlarmState, implied, qualities, stages, stateFormat } from './state.ts';

const number = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const schema = v.object({
  // It comes first: in another one the rest may mean something else.
  format: v.literal(stateFormat),
  stage: v.picklist(stages),
  since: number,
  seq: count,
  occurrence: count,
  raised: count,
  raisedAt: v.exactOptional(number),
  acknowledged: v.boolean(),
  active: v.boolean(),
  holds: v.union([v.boolean(), v.literal('unknown')]),
  pending: v.exactOptional(number),
  suppressed: v.boolean(),
  shelf: v.exactOptional(v.object({ until: number, oneShot: v.boolean() })),
  quality: v.picklist(qualities),
  value: v.exactOptional(v.union([v.boolean(), number, v.string()])),
  limit: v.exactOptional(number),
});

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

const newer = v.object({ format: v.pipe(v.number(), v.safeInteger(), v.gtValue(stateFormat)) });

/**
 * Reads a state that was kept as JSON.
 * @throws `alarm.newer-state` if a newer version wrote it: it has to be left as it is; `alarm.bad-state` if it has no
 *   format that is known, or no alarm can be in it
 */
export function readState(kept: unknown): AlarmState {
  if (v.is(newer, kept)) throw alarmErrors.newerState({ format: kept.format, known: stateFormat });
  const read = v.safeParse(schema, kept, { abortEarly: true });
  if (!read.success) throw alarmErrors.badState({ reason: reasonOf(read.issues[0]) });
  const reason = contradictionOf(read.output);
  if (reason !== undefined) throw alarmErrors.badState({ reason });
  return read.output;
}

function reasonOf(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  return path === null ? 'it is no object' : `${path} is ${JSON.stringify(issue.input) ?? 'missing'}`;
}
