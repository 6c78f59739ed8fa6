import type { AlarmCommand, AlarmRequest } from '@millwright/analytics';
import { longestNote } from '@millwright/schema';
import * as v from 'valibot';
import { alarmEngineErrors } from '../common/alarm-errors.ts';

type Undated<Command> = Command extends AlarmCommand ? Omit<Command, 'actor' | 'ts'> : never;

/** A command without who gives it, and when. */
export type UndatedCommand = Undated<AlarmCommand>;

const alarm = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const note = v.pipe(v.string(), v.trim(), v.maxLength(longestNote));
const reason = v.pipe(note, v.minLength(1));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const optionalNote = { alarm, note: v.exactOptional(note) };

const schema = v.variant('kind', [
  v.object({ kind: v.literal('acknowledge'), ...optionalNote, occurrence: count, seq: count }),
  v.object({ kind: v.literal('reset'), ...optionalNote }),
  v.object({
    kind: v.literal('shelve'),
    alarm,
    note: reason,
    duration: v.pipe(v.number(), v.safeInteger()),
    oneShot: v.boolean(),
  }),
  v.object({ kind: v.literal('unshelve'), ...optionalNote }),
  v.object({ kind: v.literal('out-of-service'), alarm, note: reason }),
  v.object({ kind: v.literal('return-to-service'), ...optionalNote }),
]);

/**
 * What somebody wants of an alarm, looked at: it may have come from a browser.
 * @throws `alarm-engine.bad-request`
 */
export function readRequest(request: AlarmRequest): {
  readonly alarm: string;
  readonly command: UndatedCommand;
} {
  const read = v.safeParse(schema, request, { abortEarly: true });
  if (!read.success) {
    const [issue] = read.issues;
    throw alarmEngineErrors.badRequest({ reason: `${v.getDotPath(issue) ?? 'it'}: ${issue.message}` });
  }
  const { alarm, ...command } = read.output;
  return { alarm, command };
}
