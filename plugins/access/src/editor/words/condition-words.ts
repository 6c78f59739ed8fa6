import type { Condition } from '@millwright/access';
import type { AccessTexts } from '../texts.ts';

/** A Monday. */
const monday = Date.UTC(2024, 0, 1);
const day = 86_400_000;

/** `Mon`, for ISO 8601's 1. */
export function dayName(number: number, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  return format.format(monday + (number - 1) * day);
}

export function conditionText(condition: Condition, texts: AccessTexts): string {
  switch (condition.kind) {
    case 'time': {
      const { days, from, to, zone } = condition;
      const times = texts('condition.time', { from, to, zone });
      return days === undefined ? times : `${daysText(days, texts.locale)} ${times}`;
    }
    case 'network':
      return texts('condition.network', { networks: condition.within.join(', ') });
    case 'reason':
      return texts.counted('condition.reason', condition.minLength);
  }
}

export function conditionsText(conditions: readonly Condition[], texts: AccessTexts): string {
  return conditions.map((condition) => conditionText(condition, texts)).join(', ');
}

/** `Mon–Fri, Sun`: three days and more that follow each other are named by their ends. */
function daysText(days: readonly number[], locale: string): string {
  const sorted = [...new Set(days)].sort((one, other) => one - other);
  const runs: number[][] = [];
  for (const number of sorted) {
    const last = runs.at(-1);
    if (last && last.at(-1) === number - 1) last.push(number);
    else runs.push([number]);
  }
  return runs
    .map((run) => {
      const names = run.map((number) => dayName(number, locale));
      return run.length > 2 ? `${names.at(0)}–${names.at(-1)}` : names.join(', ');
    })
    .join(', ');
}
