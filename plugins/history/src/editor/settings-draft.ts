import { largestUnit, readNumber, type SizeUnit, sizeUnits, writeNumber } from '@millwright/editor';
import * as v from 'valibot';
import { type HistorySettings, historySettings, type Retention, retention } from '../common/settings.ts';

/** The settings as they are typed. */
export interface SettingsDraft {
  readonly whenNotKept: HistorySettings['whenNotKept'];
  /** Days. */
  readonly keepAll: string;
  readonly keepDaily: string;
  /** Empty: no limit. */
  readonly maxVersions: string;
  readonly maxSize: string;
  readonly sizeUnit: SizeUnit;
}

export const numberFields = ['keepAll', 'keepDaily', 'maxVersions', 'maxSize'] as const;
export type NumberField = (typeof numberFields)[number];

/** What is wrong with a field, as a key of its words. */
export type DraftProblem = 'whole' | 'number' | 'range' | 'dailyShorter';

export type ReadDraft =
  | { readonly ok: true; readonly settings: HistorySettings }
  | { readonly ok: false; readonly problems: Readonly<Partial<Record<NumberField, DraftProblem>>> };

/** @param locale decides how a part of a unit is written: `1.5`, `1,5` */
export function draftOf({ whenNotKept, retention: kept }: HistorySettings, locale: string): SettingsDraft {
  const unit = largestUnit(kept.maxBytes);
  const number = (value: number): string => writeNumber(value, locale);
  return {
    whenNotKept,
    keepAll: number(kept.keepAllDays),
    keepDaily: number(kept.keepDailyDays),
    maxVersions: kept.maxVersions === undefined ? '' : number(kept.maxVersions),
    maxSize: number(kept.maxBytes / sizeUnits[unit]),
    sizeUnit: unit,
  };
}

/** What the draft says, or what is wrong with it. Fractions may be written with a point or a comma. */
export function readDraft(draft: SettingsDraft): ReadDraft {
  const problems: Partial<Record<NumberField, DraftProblem>> = {};
  const read = (field: NumberField, factor?: number): number => {
    const value = readNumber(draft[field]);
    if (Number.isNaN(value)) problems[field] = factor === undefined ? 'whole' : 'number';
    else if (factor === undefined && !Number.isInteger(value)) problems[field] = 'whole';
    return factor === undefined ? value : Math.round(value * factor);
  };
  const found: Retention = {
    keepAllDays: read('keepAll'),
    keepDailyDays: read('keepDaily'),
    ...(draft.maxVersions.trim() === '' ? {} : { maxVersions: read('maxVersions') }),
    maxBytes: read('maxSize', sizeUnits[draft.sizeUnit]),
  };
  const checked = v.safeParse(retention, found);
  for (const issue of checked.issues ?? []) {
    const field = fieldOf[String(issue.path?.[0]?.key)];
    if (field) problems[field] ??= 'range';
  }
  if (found.keepDailyDays < found.keepAllDays) problems.keepDaily ??= 'dailyShorter';
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  return {
    ok: true,
    settings: v.parse(historySettings, { whenNotKept: draft.whenNotKept, retention: found }),
  };
}

const fieldOf: Readonly<Record<string, NumberField>> = {
  keepAllDays: 'keepAll',
  keepDailyDays: 'keepDaily',
  maxVersions: 'maxVersions',
  maxBytes: 'maxSize',
};
