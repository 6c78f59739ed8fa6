const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const usual = [
  10 * minute,
  30 * minute,
  hour,
  2 * hour,
  4 * hour,
  8 * hour,
  12 * hour,
  day,
  3 * day,
  7 * day,
];

/**
 * For how long alarms can be shelved (ms), the shortest first: usual times, and the longest that all of them allow.
 * @param longest of each alarm (ms)
 */
export function shelvingChoices(longest: readonly number[]): readonly number[] {
  const limit = Math.min(...longest);
  return Number.isFinite(limit) && limit > 0 ? [...usual.filter((time) => time < limit), limit] : [];
}

/** What is offered first: an hour, or the longest below it. */
export const usualShelving = (choices: readonly number[]): number =>
  choices.findLast((time) => time <= hour) ?? choices[0] ?? 0;
