import { planDefaults } from '@millwright/s7';
import { field } from '@millwright/schema';
import * as v from 'valibot';

/** More bytes between two tags than that are never worth reading along: the longest answer has not many more. */
const widestGap = 900;
/** No PLC answers more in one request. */
const mostItems = 250;

/** How the tags of a table become requests, as fields of its dialog. */
export const requestFields = {
  gap: field.integer({
    default: planDefaults.gap,
    min: 0,
    max: widestGap,
    unit: 'bytes',
    hint: true,
    group: 'requests',
  }),
  maxItems: field.integer({
    default: planDefaults.maxItems,
    min: 1,
    max: mostItems,
    hint: true,
    group: 'requests',
  }),
  optimize: field.boolean({ default: planDefaults.optimize, hint: true, group: 'requests' }),
} as const;

const whole = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));

/** The same, as a route takes it. */
export const requestLimits = v.object({
  gap: whole(0, widestGap),
  maxItems: whole(1, mostItems),
  optimize: v.boolean(),
});

export type RequestLimits = v.InferOutput<typeof requestLimits>;

/** What a dialog says of the requests; while that is not right, what a new table has. */
export function requestLimitsOf(others: Readonly<Record<string, unknown>>): RequestLimits {
  const { gap, maxItems, optimize } = others;
  const parsed = v.safeParse(requestLimits, {
    gap: Number(gap),
    maxItems: Number(maxItems),
    optimize,
  });
  return parsed.success ? parsed.output : planDefaults;
}
