import type { AlarmRequest } from '@millwright/analytics';
import { longestNote } from '@millwright/schema';
import * as v from 'valibot';

/** A command is for no more alarms than these at once: whoever selected more sends several. */
export const mostAlarms = 50;
export const mostLines = 200;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const alarm = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const note = v.exactOptional(v.pipe(v.string(), v.maxLength(longestNote)));
const reason = v.pipe(
  v.string(),
  v.maxLength(longestNote),
  v.check((text) => text.trim() !== '', 'A reason is needed'),
);

/** Each alarm once. */
const several = <Item extends { readonly alarm: string }>(item: v.GenericSchema<unknown, Item>) =>
  v.pipe(
    v.array(item),
    v.minLength(1),
    v.maxLength(mostAlarms),
    v.check((items) => new Set(items.map((each) => each.alarm)).size === items.length, 'One of each'),
  );

const named = several(v.strictObject({ alarm }));

/** What a person does with some alarms. Strict: who does it, and when, is nothing that a browser says. */
export const commandSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('acknowledge'),
    alarms: several(v.strictObject({ alarm, occurrence: count, seq: count })),
    note,
  }),
  v.strictObject({
    kind: v.literal('shelve'),
    alarms: named,
    /** ms. */
    duration: v.pipe(v.number(), v.finite(), v.gtValue(0)),
    oneShot: v.boolean(),
    note: reason,
  }),
  v.strictObject({ kind: v.literal('out-of-service'), alarms: named, note: reason }),
  v.strictObject({
    kind: v.picklist(['reset', 'unshelve', 'return-to-service']),
    alarms: named,
    note,
  }),
]);

export type CommandForm = v.InferOutput<typeof commandSchema>;

export const journalSchema = v.strictObject({
  before: v.exactOptional(count),
  limit: v.pipe(count, v.minValue(1), v.maxValue(mostLines)),
});

/** The same, as an engine takes it: one request for each alarm. */
export function requestsOf({ alarms, ...command }: CommandForm): readonly AlarmRequest[] {
  // What is told of each alarm goes with the kind that it was checked for.
  return alarms.map((each) => ({ ...command, ...each }) as AlarmRequest);
}
