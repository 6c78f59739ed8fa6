import type { CommandResult } from '../../../common/alarms/wire.ts';
import type { CommandKind } from '../model/commands.ts';
import type { AlarmTexts } from './text.ts';
import type { AlarmTimes } from './times.ts';

/** Why a command was not carried out, in words; of a code that nobody wrote words for, what the server said and the code. */
export function refusalText(
  { code, message }: { readonly code: string; readonly message: string },
  texts: AlarmTexts,
): string {
  return (texts.find(`refusal.${code}`, { message }) ?? texts('refusal.other', { message, code })).trim();
}

/** What became of commands: a line for those that were carried out, one for each that was not. */
export interface Feedback {
  readonly tone: 'done' | 'refused';
  readonly lines: readonly string[];
}

/** More than these would hide the list. */
const mostLines = 3;

/** @param nameOf the text of an alarm by its id */
export function feedbackOf(
  kind: CommandKind,
  results: readonly CommandResult[],
  nameOf: (id: string) => string,
  texts: AlarmTexts,
  times: AlarmTimes,
  now: number,
): Feedback {
  const done = results.filter(({ outcome }) => outcome === 'done').length;
  const others = results.flatMap((result) => {
    const alarm = nameOf(result.alarm);
    if (result.outcome === 'refused') return texts('refused', { alarm, reason: refusalText(result, texts) });
    if (result.outcome === 'done') return [];
    const { by, at } = result;
    if (by === undefined || at === undefined) return texts('already', { alarm });
    return texts('already-by', { alarm, by, time: times.brief(at, now) });
  });
  const hidden = others.length - mostLines;
  return {
    tone: results.some(({ outcome }) => outcome === 'refused') ? 'refused' : 'done',
    lines: [
      ...(done > 0 ? [texts.counted(`done.${kind}`, done)] : []),
      ...others.slice(0, mostLines),
      ...(hidden > 0 ? [texts.counted('more-refused', hidden)] : []),
    ],
  };
}
