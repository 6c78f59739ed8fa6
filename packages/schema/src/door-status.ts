import * as v from 'valibot';

/** What a copy of Millwright can be in one process, as of this version. */
export const copyStates = ['owner', 'attached', 'passive', 'failed'] as const;
export type CopyState = (typeof copyStates)[number];

/**
 * The self-test of the runtime's door, as `GET /millwright/door/status` answers it. Who reads it may be of another
 * version than who answers: members that an older one lacks are optional, those that a newer one adds are dropped, and
 * a state may be one that is not in {@link copyStates}.
 */
export const doorStatusSchema = v.object({
  ok: v.boolean(),
  /** The number of the contract between copies in one process. */
  api: v.optional(v.number()),
  nodeRed: v.string(),
  node: v.optional(v.string()),
  checks: v.array(v.object({ id: v.string(), ok: v.boolean(), message: v.string() })),
  copies: v.array(
    v.object({
      plugin: v.string(),
      packageName: v.string(),
      version: v.string(),
      api: v.optional(v.number()),
      state: v.pipe(
        v.string(),
        v.description(`One of ${copyStates.join(', ')}; later versions may add to them`),
      ),
      message: v.optional(v.string()),
      /** The version that is installed, where another one runs. */
      onDisk: v.optional(v.string()),
    }),
  ),
  /** Operations that hold locks, or wait for them. */
  running: v.optional(
    v.array(
      v.object({
        name: v.string(),
        actor: v.string(),
        since: v.pipe(v.string(), v.isoTimestamp()),
        locks: v.optional(v.array(v.string()), []),
      }),
    ),
  ),
  /** Routes of other packages' nodes; `open`: it has answered somebody who was not logged in. */
  routes: v.optional(v.array(v.object({ method: v.string(), path: v.string(), open: v.boolean() }))),
});

/** What is read of the self-test of the runtime's door. */
export type DoorStatus = Readonly<v.InferOutput<typeof doorStatusSchema>>;

export const isCopyState = (state: string): state is CopyState =>
  (copyStates as readonly string[]).includes(state);
