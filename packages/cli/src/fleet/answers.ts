import * as v from 'valibot';

/**
 * What this command reads of the answers of fleet. Whatever else they hold is passed on by `--json` as it came, so that a
 * newer fleet does not need a newer command.
 */

const releaseId = v.looseObject({ name: v.string(), version: v.number() });
export type ReleaseId = v.InferOutput<typeof releaseId>;

const trouble = v.looseObject({ code: v.string(), message: v.string() });

const device = v.looseObject({
  id: v.string(),
  name: v.string(),
  labels: v.array(v.looseObject({ name: v.string(), value: v.string() })),
  state: v.string(),
  online: v.boolean(),
  /** Milliseconds since 1970. */
  lastSeen: v.optional(v.number()),
  running: v.optional(releaseId),
  wanted: v.optional(releaseId),
  trouble: v.optional(trouble),
  phase: v.optional(v.string()),
});
export type Device = v.InferOutput<typeof device>;

export const devicesAnswer = v.looseObject({
  devices: v.array(device),
  next: v.optional(v.string()),
});

const deployHead = v.looseObject({
  id: v.string(),
  time: v.number(),
  by: v.optional(v.string()),
  note: v.optional(v.string()),
  release: releaseId,
  state: v.string(),
});
export type DeployHead = v.InferOutput<typeof deployHead>;

const deploySummary = v.looseObject({
  ...deployHead.entries,
  devices: v.number(),
  /** Of how many devices it ended how. */
  results: v.record(v.string(), v.number()),
});
export type DeploySummary = v.InferOutput<typeof deploySummary>;

const deploy = v.looseObject({
  ...deployHead.entries,
  devices: v.array(
    v.looseObject({
      id: v.string(),
      name: v.string(),
      at: v.string(),
      ended: v.boolean(),
      error: v.optional(trouble),
    }),
  ),
});
export type Deploy = v.InferOutput<typeof deploy>;

export const deployAnswer = deploy;
export const deploysAnswer = v.looseObject({ deploys: v.array(deploySummary) });

export const envelopeAnswer = v.looseObject({ envelope: v.string() });
export const releaseAnswer = v.looseObject({ ...releaseId.entries, state: v.string() });
export const releasesAnswer = v.looseObject({ releases: v.array(releaseAnswer) });

export const trustAnswer = v.looseObject({ chain: v.array(v.string()), draft: v.optional(v.string()) });
export const keysAnswer = v.looseObject({ mode: v.string(), trust: v.optional(v.number()) });

export const ownAnswer = v.looseObject({
  stage: v.string(),
  name: v.optional(v.string()),
  hub: v.optional(v.looseObject({ url: v.string() })),
  words: v.optional(v.array(v.string())),
  trouble: v.optional(trouble),
});
export type Own = v.InferOutput<typeof ownAnswer>;
