import { policy } from '@millwright/access';
import * as v from 'valibot';

/** Counts up with each change of the rules. */
export const revision = v.pipe(v.number(), v.integer(), v.minValue(1));
const moment = v.number();

export const policyRevision = v.object({
  revision,
  time: moment,
  /** Who made it; absent for what came with the software, or reverted by itself. */
  by: v.optional(v.string()),
  note: v.optional(v.string()),
  /** It was made by going back to this one. */
  revertedTo: v.optional(revision),
});
export type PolicyRevision = v.InferOutput<typeof policyRevision>;

/** Rules that hold, but revert to the ones before at a time unless they are confirmed. */
export const pending = v.object({ revertsAt: moment, revertsTo: revision });

export const currentPolicy = v.object({
  ...policyRevision.entries,
  policy,
  pending: v.optional(pending),
});
export type CurrentPolicy = v.InferOutput<typeof currentPolicy>;

export const policyChange = v.strictObject({
  policy,
  /** The one that was changed: 409 if it is not what holds. */
  revision,
  note: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500))),
  /** Seconds. */
  confirmWithin: v.optional(v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(86_400))),
});
