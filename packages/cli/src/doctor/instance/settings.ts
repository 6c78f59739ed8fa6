import * as v from 'valibot';

const text = v.pipe(v.string(), v.maxLength(10_000));

/** What of Node-RED's own `GET /settings` says who asks. */
export const settingsSchema = v.object({
  version: text,
  user: v.optional(v.object({ anonymous: v.optional(v.boolean()), username: v.optional(text) })),
});

export type InstanceSettings = Readonly<v.InferOutput<typeof settingsSchema>>;
