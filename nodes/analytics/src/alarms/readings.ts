import type { AlarmValue, Quality, Reading } from '@millwright/analytics';
import { alarmEngineErrors } from '../common/alarm-errors.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What a message says to an alarm. */
export interface Told {
  readonly reading?: Omit<Reading, 'setPoint'>;
  /** Of which tag that reading is, where the message names one and the alarm does not. */
  readonly of?: string;
  readonly suppress?: boolean;
  /** Null: it cannot be had. */
  readonly setPoint?: number | null;
}

/**
 * Reads a message: samples as reading and watching nodes send them, a value plain or as `{ value, ts, quality }`, what suppresses the alarm by design,
 * a set point. A message about other tags says nothing.
 *
 * @param tag the tag that the alarm watches; empty for whatever comes
 * @param now ms UTC, for what comes without a time
 * @throws `alarm-engine.no-reading`, `alarm-engine.bad-suppress`, `alarm-engine.bad-set-point`
 */
export function toldBy(message: Fields, tag: string, now: number): Told {
  const { suppress, setPoint, gap } = message;
  if (suppress !== undefined && typeof suppress !== 'boolean') throw alarmEngineErrors.badSuppress();
  if (setPoint !== undefined && setPoint !== null && !isNumber(setPoint))
    throw alarmEngineErrors.badSetPoint();
  // An inject node sends a time stamp along: beside these a payload is no value.
  const isAlone = suppress === undefined && setPoint === undefined && gap === undefined;
  const reading = sampleOf(message, tag, now) ?? (isAlone ? plainOf(message, tag, now) : undefined);
  return {
    ...(reading && reading !== 'other' && reading),
    ...(suppress !== undefined && { suppress }),
    ...(setPoint !== undefined && { setPoint }),
  };
}

type Found = Required<Pick<Told, 'reading'>> & Pick<Told, 'of'>;

const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isName = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the samples of a message say; undefined where it has none. */
function sampleOf({ sample, samples }: Fields, tag: string, now: number): Found | 'other' | undefined {
  if (isFields(sample)) return ofTag(sample, tag, now);
  if (!Array.isArray(samples)) return undefined;
  const all = samples.filter(isFields);
  // How many there happen to be says nothing: of a watch of changes it is mostly one, of whichever tag changed.
  if (tag === '' && all.length > 0)
    throw alarmEngineErrors.noReading({
      reason: 'it has the samples of several tags, and the alarm does not say which one it watches',
    });
  // Of several of one tag the last one counts.
  const found = all.findLast((each) => each['tag'] === tag);
  return found ? ofTag(found, tag, now) : 'other';
}

function ofTag(sample: Fields, tag: string, now: number): Found | 'other' {
  const { tag: of } = sample;
  if (tag !== '' && of !== tag) return 'other';
  return { reading: readingOf(sample, now), ...(tag === '' && isName(of) && { of }) };
}

function plainOf({ payload, topic }: Fields, tag: string, now: number): Found | 'other' {
  if (isFields(payload) && 'value' in payload && isName(payload['tag'])) return ofTag(payload, tag, now);
  if (tag !== '' && isName(topic) && topic !== tag) return 'other';
  const isWhole = isFields(payload) && 'value' in payload;
  return { reading: readingOf(isWhole ? payload : { value: payload }, now) };
}

function readingOf({ value, quality = 'good', ts }: Fields, now: number): Found['reading'] {
  const known = alarmValue(value);
  const time = ts instanceof Date ? ts.getTime() : ts;
  return {
    ts: isNumber(time) ? time : now,
    value: known,
    quality: known === null && quality === 'good' ? 'bad' : qualityOf(quality),
  };
}

/** Null for what is no value, such as NaN. */
function alarmValue(value: unknown): AlarmValue | null {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'bigint':
      return Number(value);
    case 'boolean':
    case 'string':
      return value;
    default:
      if (value === null) return null;
      throw alarmEngineErrors.noReading({
        reason: 'its value is neither a number, a text, true, false nor null',
      });
  }
}

const qualityOf = (quality: unknown): Quality =>
  quality === 'good' || quality === 'uncertain' ? quality : 'bad';
