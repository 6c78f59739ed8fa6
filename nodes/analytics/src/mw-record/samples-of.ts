import { isKeptTime, qualityCodes } from '@millwright/analytics';
import type { CodedError } from '@millwright/schema';
import { sampleStoreErrors } from '../common/errors.ts';
import type { NewSample } from '../store/batch.ts';

/** What a message has to record. */
export interface Found {
  readonly samples: readonly NewSample[];
  /** What is not kept, and why. */
  readonly refused: readonly { readonly tag: string; readonly error: CodedError }[];
}

type Parts = Readonly<Record<string, unknown>>;

const isParts = (value: unknown): value is Parts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const qualityOf = (given: unknown): number | undefined =>
  given === 'good' || given === 'uncertain' || given === 'bad' ? qualityCodes[given] : undefined;

/** A value as it is kept: NaN for none, undefined where it is of a type that is not kept. */
function numberOf(value: unknown): number | undefined {
  switch (typeof value) {
    case 'number':
      return value;
    case 'boolean':
      return value ? 1 : 0;
    case 'bigint':
      return Number(value);
    default:
      return value === null || value === undefined ? Number.NaN : undefined;
  }
}

const typeOf = (value: unknown): string =>
  typeof value === 'string' ? 'text' : Array.isArray(value) ? 'array' : typeof value;

/** The time that is given, in whole milliseconds; the time now where none is. */
function timeOf(given: unknown, now: number): number {
  if (given === undefined || given === null) return now;
  return Math.round(given instanceof Date ? given.getTime() : typeof given === 'number' ? given : Number.NaN);
}

function sampleOf(tag: string, { value, quality, ts, unit }: Parts, now: number): NewSample | CodedError {
  const number = numberOf(value);
  if (number === undefined) return sampleStoreErrors.valueRefused({ tag, type: typeOf(value) });
  const time = timeOf(ts, now);
  if (!isKeptTime(time)) {
    return sampleStoreErrors.notASample({ tag, reason: 'its time is not in milliseconds since 1970' });
  }
  const code = quality === undefined ? qualityCodes.good : qualityOf(quality);
  if (code === undefined) {
    return sampleStoreErrors.notASample({ tag, reason: 'its quality is none of good, uncertain and bad' });
  }
  return {
    tag,
    time,
    value: number,
    // Without a value there is nothing good about it.
    quality: Number.isNaN(number) ? qualityCodes.bad : code,
    ...(typeof unit === 'string' && unit !== '' && { unit }),
  };
}

/** What is said of each tag: several samples, one, or a value with the name of its tag as the topic. */
function candidates({ samples, sample, payload, topic }: Parts): readonly Parts[] {
  if (Array.isArray(samples)) return samples.filter(isParts);
  if (isParts(sample)) return [sample];
  if (isParts(payload) && 'value' in payload) return [{ tag: topic, ...payload }];
  return payload === undefined || isParts(payload) ? [] : [{ tag: topic, value: payload }];
}

/**
 * The samples of a message: `msg.samples`, `msg.sample`, or `msg.payload` as a value or as `{ value, ts, quality, unit }`
 * with the tag as `msg.topic`.
 *
 * @param now the time of what has none (ms UTC)
 * @throws `sample-store.nothing-to-record`
 */
export function samplesOf(message: Parts, now: number, isChosen: (tag: string) => boolean): Found {
  const samples: NewSample[] = [];
  const refused: { tag: string; error: CodedError }[] = [];
  let named = 0;
  for (const candidate of candidates(message)) {
    const { tag } = candidate;
    if (typeof tag !== 'string' || tag === '') continue;
    named += 1;
    if (!isChosen(tag)) continue;
    const sample = sampleOf(tag, candidate, now);
    if (sample instanceof Error) refused.push({ tag, error: sample });
    else samples.push(sample);
  }
  const isEmptyReading = Array.isArray(message['samples']) && message['samples'].length === 0;
  if (named === 0 && !isEmptyReading) throw sampleStoreErrors.nothingToRecord();
  return { samples, refused };
}

/** The beginning of a time in which a watch could not see its PLC, if the message is about one (ms UTC). */
export function gapOf({ gap, payload }: Parts): { readonly from: number; readonly to: number } | undefined {
  if (payload !== null || !isParts(gap)) return undefined;
  const { from, to } = gap;
  return isTime(from) && isTime(to) ? { from, to } : undefined;
}

const isTime = (value: unknown): value is number => typeof value === 'number' && isKeptTime(value);
