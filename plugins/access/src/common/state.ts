import { actions, roleName } from '@millwright/access';
import * as v from 'valibot';
import { refusalReason } from './decisions.ts';
import { password, userName } from './people.ts';
import { pending } from './policies.ts';

/**
 * Where log-in comes from: nowhere, `adminAuth` of `settings.js`, switched on in memory by this plugin, or `secure.cjs`,
 * which fails closed.
 */
export const logIn = v.picklist(['none', 'settings', 'millwright', 'secure']);
/** `off`: nobody owns this instance yet, and Node-RED's own permissions alone hold. */
export const phase = v.picklist(['off', 'on']);

const problem = v.object({ code: v.string(), message: v.string(), details: v.optional(v.looseObject({})) });

export const state = v.object({
  phase,
  logIn,
  /** What is not as it should be, worst first. */
  problems: v.array(problem),
  pending: v.optional(pending),
});
export type State = v.InferOutput<typeof state>;

/** As long as nobody owns the instance, whoever knows the code logs in by this name, with the code as password. */
export const setUpUser = 'setup';

export const setUp = v.strictObject({
  code: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  /** The first owner as a local user; without it, the caller, who logged in by `settings.js`. */
  owner: v.optional(v.strictObject({ name: userName, password })),
  /** The role of whoever is logged in and has no other; none without it. */
  everyone: v.optional(roleName),
});
export const setUpDone = v.object({
  owner: v.string(),
  /** The editor has to be loaded anew, to log in. */
  logInNow: v.boolean(),
});

const may = v.object({ allowed: v.boolean(), reasons: v.array(refusalReason) });

/** What the caller may do: of tabs and subflows, whether they may edit them. */
export const me = v.object({
  kind: v.picklist(['user', 'token', 'anyone']),
  name: v.optional(v.string()),
  local: v.boolean(),
  roles: v.array(v.string()),
  phase,
  /** On the instance as a whole, or somewhere on it. */
  actions: v.record(v.picklist(actions), v.boolean()),
  /** Whether a deploy needs a reason: how many characters at least. */
  reason: v.optional(v.number()),
  /** Tabs and subflows that they may not edit, by id; all others, new ones too, they may. */
  locked: v.record(v.string(), may),
  /** Whether they may make a new tab. */
  newTab: may,
});
export type Me = v.InferOutput<typeof me>;
