import { qualityCodes, type SampleColumns } from '@millwright/analytics';
import type { Message } from '@millwright/runtime';
import * as v from 'valibot';
import { screenErrors } from '../common/errors.ts';

/** Samples of one tag. */
export interface TagSamples {
  readonly tag: string;
  readonly samples: SampleColumns;
}

const valueSchema = v.nullish(v.union([v.number(), v.boolean(), v.bigint(), v.string()]));
const sampleSchema = v.object({
  tag: v.string(),
  value: valueSchema,
  quality: v.optional(v.picklist(['good', 'uncertain', 'bad']), 'good'),
  ts: v.pipe(v.number(), v.finite()),
});
type Sample = v.InferOutput<typeof sampleSchema>;

const isNumbers = (value: unknown): value is ArrayLike<number | null> =>
  Array.isArray(value) || value instanceof Float64Array || value instanceof Float32Array;

/** NaN for what has no place on an axis. */
function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'boolean' || typeof value === 'bigint' ? Number(value) : Number.NaN;
}

/**
 * The values that a message carries: samples as PLC nodes send them (`msg.samples`, `msg.sample`), columns
 * `{ t, v }` of times and values in `msg.payload`, or one value there. Of the last two, `msg.topic` is the tag.
 *
 * @param tags those that the trend shows: where it is a single one, no topic is needed; several columns are for them in their order
 * @param now the time of a value that comes without one (ms UTC)
 * @throws `screen.unreadable-values`
 */
export function messageSamples(
  message: Message,
  tags: readonly string[],
  now: number,
): readonly TagSamples[] {
  const { samples, sample, payload, topic } = message;
  if (samples !== undefined) return ofSamples(samples);
  if (sample !== undefined) return ofSamples([sample]);
  if (payload === undefined || payload === null) return [];
  if (typeof payload === 'object' && 't' in payload && 'v' in payload) {
    return ofColumns(payload.t, payload.v, tags, () => tagOf(topic, tags));
  }
  const value = numberOf(payload);
  if (Number.isNaN(value) && typeof payload !== 'number') {
    throw screenErrors.unreadableValues({ reason: 'msg.payload is neither a number nor { t, v }' });
  }
  return [
    {
      tag: tagOf(topic, tags),
      samples: columnsOf([{ tag: '', value, quality: 'good', ts: now }]),
    },
  ];
}

function tagOf(topic: unknown, tags: readonly string[]): string {
  if (typeof topic === 'string' && topic !== '') return topic;
  const [only] = tags;
  if (only !== undefined && tags.length === 1) return only;
  throw screenErrors.unreadableValues({ reason: 'msg.topic does not say of which tag they are' });
}

function ofSamples(given: unknown): readonly TagSamples[] {
  const { success, output, issues } = v.safeParse(v.array(sampleSchema), given);
  if (!success) {
    const [issue] = issues;
    throw screenErrors.unreadableValues({ reason: `${v.getDotPath(issue) ?? 'samples'}: ${issue.message}` });
  }
  const byTag = Map.groupBy(output, ({ tag }) => tag);
  return [...byTag].map(([tag, samples]) => ({ tag, samples: columnsOf(samples) }));
}

function columnsOf(samples: readonly Sample[]): SampleColumns {
  return {
    times: Float64Array.from(samples, ({ ts }) => ts),
    values: Float64Array.from(samples, ({ value }) => numberOf(value)),
    quality: Uint8Array.from(samples, ({ quality }) => qualityCodes[quality]),
  };
}

function ofColumns(
  times: unknown,
  values: unknown,
  tags: readonly string[],
  tag: () => string,
): readonly TagSamples[] {
  if (!isNumbers(times) || !isNumbers(values)) {
    throw screenErrors.unreadableValues({ reason: 't and v are not lists' });
  }
  const several = Array.isArray(values) && values.length > 0 && values.every(isNumbers);
  const columns: readonly ArrayLike<number | null>[] = several ? values : [values];
  if (columns.length > tags.length) {
    throw screenErrors.unreadableValues({ reason: `${columns.length} columns for ${tags.length} pens` });
  }
  const stamps = Float64Array.from(times as ArrayLike<number>);
  if (!stamps.every(Number.isFinite)) {
    throw screenErrors.unreadableValues({ reason: 't has something else than times in milliseconds' });
  }
  return columns.map((column, index) => {
    if (column.length !== stamps.length) {
      throw screenErrors.unreadableValues({ reason: `${stamps.length} times and ${column.length} values` });
    }
    return {
      tag: several ? (tags[index] as string) : tag(),
      samples: {
        times: stamps,
        values: Float64Array.from(column as ArrayLike<unknown>, numberOf),
        quality: new Uint8Array(stamps.length),
      },
    };
  });
}
