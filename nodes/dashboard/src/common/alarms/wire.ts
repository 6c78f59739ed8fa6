import type { AlarmEntry, AlarmRequest, Figures, JournalLine } from '@millwright/analytics';
import { longestNote } from '@millwright/schema';
import * as v from 'valibot';

/** One request carries no more commands than this: whoever selected more sends several. */
export const mostCommands = 100;
export const mostLines = 200;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const alarm = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const note = v.pipe(v.string(), v.maxLength(longestNote));
const reason = v.pipe(note, v.check((text) => text.trim() !== '', 'A reason is needed'));

/** As strict as can be: who gives a command and when is nothing that a browser says. */
const requestSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('acknowledge'),
    alarm,
    occurrence: count,
    seq: count,
    note: v.exactOptional(note),
  }),
  v.strictObject({ kind: v.literal('reset'), alarm, note: v.exactOptional(note) }),
  v.strictObject({
    kind: v.literal('shelve'),
    alarm,
    duration: v.pipe(v.number(), v.finite(), v.gtValue(0)),
    oneShot: v.boolean(),
    note: reason,
  }),
  v.strictObject({ kind: v.literal('unshelve'), alarm, note: v.exactOptional(note) }),
  v.strictObject({ kind: v.literal('out-of-service'), alarm, note: reason }),
  v.strictObject({ kind: v.literal('return-to-service'), alarm, note: v.exactOptional(note) }),
]) satisfies v.GenericSchema<unknown, AlarmRequest>;

/** What a browser may ask of a widget that shows alarms. */
export const alarmAskSchema = v.variant('ask', [
  v.strictObject({ ask: v.literal('list') }),
  v.strictObject({
    ask: v.literal('journal'),
    before: v.exactOptional(count),
    limit: v.pipe(count, v.minValue(1), v.maxValue(mostLines)),
  }),
  v.strictObject({
    ask: v.literal('command'),
    requests: v.pipe(
      v.array(requestSchema),
      v.minLength(1),
      v.maxLength(mostCommands),
      v.check(
        (requests) => new Set(requests.map((request) => request.alarm)).size === requests.length,
        'One command for each alarm',
      ),
    ),
  }),
]);

export type AlarmAsk = v.InferOutput<typeof alarmAskSchema>;

/** All that a list shows at first. */
export interface AlarmList {
  /** The name of the engine. */
  readonly engine: string;
  /** Of the server (ms UTC): clocks of browsers differ. */
  readonly now: number;
  /** Without those that are normal. */
  readonly alarms: readonly AlarmEntry[];
  readonly figures: Figures;
  /** Whether this browser may give commands at all; what it may do with an alarm is decided when it does. */
  readonly commands: boolean;
}

/** What became of one command. */
export type CommandResult =
  | { readonly alarm: string; readonly outcome: 'done' }
  /** It was so already: somebody else was quicker, or it came twice. */
  | { readonly alarm: string; readonly outcome: 'already'; readonly by?: string; readonly at?: number }
  | {
      readonly alarm: string;
      readonly outcome: 'refused';
      readonly code: string;
      readonly message: string;
      readonly details?: object;
    };

export interface AlarmAnswers {
  readonly list: AlarmList;
  readonly journal: readonly JournalLine[];
  readonly command: readonly CommandResult[];
}

/** What whoever follows is told: alarms as they stand now, those that are gone from the flows, and figures. */
export interface AlarmNews {
  readonly now: number;
  readonly changed: readonly AlarmEntry[];
  readonly gone: readonly string[];
  readonly figures: Figures;
}
