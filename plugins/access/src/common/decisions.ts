import { actions, condition } from '@millwright/access';
import * as v from 'valibot';

const text = v.pipe(v.string(), v.maxLength(200));

/** What somebody wants to do, and to what: ids as the flows have them. */
export const question = v.strictObject({
  /** Default: the caller. */
  subject: v.optional(v.strictObject({ user: text })),
  action: v.picklist(actions),
  /** At most one; without it: the instance as a whole. */
  target: v.optional(
    v.variant('kind', [
      v.strictObject({ kind: v.picklist(['tab', 'subflow', 'node']), id: text }),
      v.strictObject({ kind: v.literal('module'), name: text }),
    ]),
  ),
});

export const decisionCode = v.picklist([
  'allowed',
  'system',
  'denied',
  'condition',
  'no-rule',
  'unknown-action',
]);
const ruleReference = v.object({ role: v.string(), rule: v.string() });

/** A thing that a decision was about, as people know it. */
export const aboutWhat = v.object({
  kind: v.picklist(['instance', 'tab', 'subflow', 'node', 'module', 'flows']),
  id: v.optional(v.string()),
  /** Text from users: never HTML. */
  label: v.optional(v.string()),
  /** Of a node: its type. */
  type: v.optional(v.string()),
  /**
   * How a change of something else does something to it: it is `used` there, or `held` by a subflow of which an instance
   * is there; a wire or link makes or ends a connection (`linked`); it has the same id (`twin`); it may be anything
   * (`everywhere`). Absent for what is changed itself.
   */
  because: v.optional(v.picklist(['used', 'held', 'linked', 'twin', 'everywhere'])),
  /** Where it is, or where what it changes is used. */
  place: v.optional(v.object({ kind: v.picklist(['tab', 'subflow']), id: v.string(), label: v.string() })),
});
export type AboutWhat = v.InferOutput<typeof aboutWhat>;

/** One reason for a refusal. */
export const refusalReason = v.object({
  action: v.string(),
  about: aboutWhat,
  code: decisionCode,
  rule: v.optional(ruleReference),
  missing: v.optional(v.array(condition)),
});
export type RefusalReason = v.InferOutput<typeof refusalReason>;

export const explanation = v.object({
  subject: v.string(),
  roles: v.array(v.string()),
  allowed: v.boolean(),
  /** One for each thing that it touches; those that refuse come first. */
  reasons: v.array(refusalReason),
  trace: v.array(
    v.object({
      ...ruleReference.entries,
      effect: v.picklist(['allow', 'deny']),
      result: v.picklist(['applies', 'other-action', 'other-target', 'condition']),
      condition: v.optional(condition),
    }),
  ),
  /** Who can: names of roles, and of people who may give roles. */
  grantors: v.object({ roles: v.array(v.string()), owners: v.array(v.string()) }),
});

/** A decision that was made about something that somebody did. */
export const decided = v.object({
  id: v.number(),
  time: v.number(),
  subject: v.object({ kind: v.picklist(['user', 'token', 'anyone']), name: v.optional(v.string()) }),
  /** Of the operation: `flows.deploy`. */
  operation: v.string(),
  action: v.string(),
  about: aboutWhat,
  allowed: v.boolean(),
  reasons: v.array(refusalReason),
});
export type Decided = v.InferOutput<typeof decided>;

export const changeOfDecisions = v.object({
  decision: decided,
  allowed: v.boolean(),
  reasons: v.array(refusalReason),
});
