import * as v from 'valibot';

const text = v.pipe(v.string(), v.maxLength(10_000));

const check = v.object({ id: text, ok: v.boolean(), message: text });

const copy = v.object({
  plugin: text,
  packageName: text,
  version: text,
  api: v.number(),
  state: text,
  message: v.optional(text),
  /** Version of the package on disk, where it differs from the one that runs. */
  onDisk: v.optional(text),
});

const running = v.object({
  name: text,
  actor: text,
  since: v.pipe(text, v.isoTimestamp()),
  locks: v.array(text),
});

/** `open`: it was seen to answer without a log-in. */
const route = v.object({ method: text, path: text, open: v.boolean() });

/**
 * What the door of a running instance tells. An older one lacks the later members, a newer one may have more: the
 * command takes both.
 */
export const doorStatusSchema = v.object({
  ok: v.boolean(),
  api: v.number(),
  nodeRed: text,
  node: v.optional(text),
  checks: v.array(check),
  copies: v.array(copy),
  running: v.optional(v.array(running)),
  routes: v.optional(v.array(route)),
});

export type DoorStatus = Readonly<v.InferOutput<typeof doorStatusSchema>>;

/** What of Node-RED's own `GET /settings` says who asks. */
export const settingsSchema = v.object({
  version: text,
  user: v.optional(v.object({ anonymous: v.optional(v.boolean()), username: v.optional(text) })),
});

export type InstanceSettings = Readonly<v.InferOutput<typeof settingsSchema>>;
