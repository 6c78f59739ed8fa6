import { largestUnit, readNumber, type SizeUnit, sizeUnits, writeNumber } from '@millwright/editor';
import * as v from 'valibot';
import {
  type AuditSettings,
  auditSettings,
  type EventClass,
  eventClasses,
  type Retention,
  retention,
} from '../../common/settings.ts';
import type { Edit } from './save.ts';

/** How long events of one class stay, as it is typed. */
export interface KeepDraft {
  readonly days: string;
  readonly size: string;
  readonly unit: SizeUnit;
}

/** What of the settings is neither a destination nor a hold, as it is typed. */
export interface GeneralDraft {
  /** Empty: the name of the machine. */
  readonly instance: string;
  readonly whenUnwritable: AuditSettings['whenUnwritable'];
  readonly keep: Readonly<Record<EventClass, KeepDraft>>;
}

/** What is wrong, as a key of its words. */
export type KeepProblem = 'whole' | 'number' | 'days' | 'size';

export interface GeneralProblems {
  readonly instance?: 'tooLong';
  readonly keep: Readonly<Record<EventClass, { readonly days?: KeepProblem; readonly size?: KeepProblem }>>;
}

export type GeneralSettings = Pick<AuditSettings, 'instance' | 'whenUnwritable' | 'retention'>;
export type ReadGeneral =
  | { readonly ok: true; readonly settings: GeneralSettings }
  | { readonly ok: false; readonly problems: GeneralProblems };

/** @param locale decides how a part of a unit is written: `1.5`, `1,5` */
export function generalDraft(settings: GeneralSettings, locale: string): GeneralDraft {
  const keep = ({ days, bytes }: Retention[EventClass]): KeepDraft => {
    const unit = largestUnit(bytes);
    return {
      days: writeNumber(days, locale),
      size: writeNumber(bytes / sizeUnits[unit], locale),
      unit,
    };
  };
  return {
    instance: settings.instance ?? '',
    whenUnwritable: settings.whenUnwritable,
    keep: byClass((name) => keep(settings.retention[name])),
  };
}

/** What the draft says, or what is wrong with it. */
export function readGeneral({ instance, whenUnwritable, keep }: GeneralDraft): ReadGeneral {
  const name = instance.trim();
  const read = byClass((each) => readKeep(keep[each]));
  const tooLong = name !== '' && !v.is(auditSettings.entries.instance, name);
  const wrong = eventClasses.some((each) => read[each].problems !== undefined);
  if (tooLong || wrong) {
    const problems = byClass((each) => read[each].problems ?? {});
    return { ok: false, problems: { keep: problems, ...(tooLong ? { instance: 'tooLong' } : {}) } };
  }
  return {
    ok: true,
    settings: {
      ...(name === '' ? {} : { instance: name }),
      whenUnwritable,
      retention: byClass((each) => read[each].value),
    },
  };
}

function readKeep({ days: typedDays, size: typedSize, unit }: KeepDraft) {
  const days = readNumber(typedDays);
  const size = readNumber(typedSize);
  const value = { days, bytes: Math.round(size * sizeUnits[unit]) };
  const { change: schema } = retention.entries;
  const daysProblem = !Number.isInteger(days)
    ? 'whole'
    : v.is(schema.entries.days, days)
      ? undefined
      : 'days';
  const sizeProblem = Number.isNaN(size)
    ? 'number'
    : v.is(schema.entries.bytes, value.bytes)
      ? undefined
      : 'size';
  const problems: { days?: KeepProblem; size?: KeepProblem } = {
    ...(daysProblem === undefined ? {} : { days: daysProblem }),
    ...(sizeProblem === undefined ? {} : { size: sizeProblem }),
  };
  return { value, problems: Object.keys(problems).length > 0 ? problems : undefined };
}

/** Sets what of it is other than before, and nothing else: somebody else may have changed the rest. */
export function generalEdit(before: GeneralSettings, after: GeneralSettings): Edit {
  return (settings) => {
    const { instance: _former, ...rest } = settings;
    const instance = after.instance === before.instance ? settings.instance : after.instance;
    return {
      ...rest,
      ...(instance === undefined ? {} : { instance }),
      whenUnwritable: {
        change: changed(
          before.whenUnwritable.change,
          after.whenUnwritable.change,
          settings.whenUnwritable.change,
        ),
        read: changed(before.whenUnwritable.read, after.whenUnwritable.read, settings.whenUnwritable.read),
      },
      retention: byClass((each) => ({
        days: changed(before.retention[each].days, after.retention[each].days, settings.retention[each].days),
        bytes: changed(
          before.retention[each].bytes,
          after.retention[each].bytes,
          settings.retention[each].bytes,
        ),
      })),
    };
  };
}

const changed = <Value>(before: Value, after: Value, now: Value): Value => (before === after ? now : after);

function byClass<Value>(make: (name: EventClass) => Value): Record<EventClass, Value> {
  return { change: make('change'), 'log-in': make('log-in'), read: make('read'), system: make('system') };
}
