import * as v from 'valibot';

/**
 * What this command reads of the answers of access. Whatever else they hold is passed on by `--json` as it came, so that
 * a newer access does not need a newer command.
 */

const about = v.looseObject({
  kind: v.string(),
  id: v.optional(v.string()),
  label: v.optional(v.string()),
  type: v.optional(v.string()),
});
export type About = v.InferOutput<typeof about>;

const ruleReference = { role: v.string(), rule: v.string() };

const reason = v.looseObject({
  action: v.string(),
  about,
  code: v.string(),
  rule: v.optional(v.looseObject(ruleReference)),
  missing: v.optional(v.array(v.looseObject({ kind: v.string() }))),
});
export type Reason = v.InferOutput<typeof reason>;

export const explanationAnswer = v.looseObject({
  subject: v.string(),
  roles: v.array(v.string()),
  allowed: v.boolean(),
  reasons: v.array(reason),
  trace: v.array(v.looseObject({ ...ruleReference, effect: v.string(), result: v.string() })),
  grantors: v.looseObject({ roles: v.array(v.string()), owners: v.array(v.string()) }),
});
export type Explanation = v.InferOutput<typeof explanationAnswer>;

const revision = v.pipe(v.number(), v.integer(), v.minValue(1));

const policyRevision = v.looseObject({
  revision,
  /** Milliseconds since 1970. */
  time: v.number(),
  by: v.optional(v.string()),
  note: v.optional(v.string()),
  revertedTo: v.optional(revision),
});
export type PolicyRevision = v.InferOutput<typeof policyRevision>;

export const policyAnswer = v.looseObject({
  ...policyRevision.entries,
  policy: v.looseObject({}),
  pending: v.optional(v.looseObject({ revertsAt: v.number(), revertsTo: revision })),
});
export type CurrentPolicy = v.InferOutput<typeof policyAnswer>;

export const revisionsAnswer = v.looseObject({ revisions: v.array(policyRevision) });

export const simulationAnswer = v.looseObject({
  decisions: v.number(),
  changes: v.array(
    v.looseObject({
      decision: v.looseObject({
        subject: v.looseObject({ kind: v.string(), name: v.optional(v.string()) }),
        action: v.string(),
        about,
        allowed: v.boolean(),
      }),
      allowed: v.boolean(),
    }),
  ),
});
export type Simulation = v.InferOutput<typeof simulationAnswer>;
