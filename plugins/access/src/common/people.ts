import { roleName } from '@millwright/access';
import * as v from 'valibot';

/** What a local user logs in with: no space at its ends, nothing that cannot be seen. */
export const userName = v.pipe(
  v.string(),
  v.normalize('NFC'),
  v.minLength(1),
  v.maxLength(64),
  v.regex(/^[\p{L}\p{N}][\p{L}\p{N}._@+-]*$/u, 'is a name of letters, digits and . _ @ + -'),
);

export const shortestPassword = 12;
/** Rules follow NIST SP 800-63B, section 3.1.1: length counts, composition does not. */
export const password = v.pipe(v.string(), v.minLength(shortestPassword), v.maxLength(256));

const roles = v.pipe(v.array(roleName), v.maxLength(50));
const moment = v.number();

export const person = v.object({
  name: v.string(),
  /** Has a password here; others log in by `settings.js`. */
  local: v.boolean(),
  /** Own ones, not those of everyone. */
  roles: v.array(v.string()),
  /** A local user who may not log in. */
  disabled: v.boolean(),
  /** Until when no log-in is tried, after failures. Milliseconds since 1970. */
  lockedUntil: v.optional(moment),
  lastLogIn: v.optional(moment),
});
export type Person = v.InferOutput<typeof person>;

export const personDraft = v.strictObject({ name: userName, password, roles });
export const personChange = v.strictObject({
  password: v.optional(password),
  roles: v.optional(roles),
  disabled: v.optional(v.boolean()),
  /** Forgets failed log-ins. */
  unlock: v.optional(v.literal(true)),
});
export const ownPassword = v.strictObject({ current: v.pipe(v.string(), v.maxLength(256)), next: password });

export const session = v.object({
  id: v.string(),
  user: v.string(),
  client: v.string(),
  expires: moment,
  /** The one that asks. */
  own: v.boolean(),
});

export const apiTokenDraft = v.strictObject({
  /** Unique: it stands in records as who did something. */
  name: userName,
  /** It can do what both its owner and these roles can do; without them, what its owner can. */
  roles: v.optional(v.pipe(roles, v.minLength(1))),
  /** In days from now. */
  days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650)),
});
export const apiToken = v.object({
  id: v.string(),
  name: v.string(),
  owner: v.string(),
  roles: v.optional(v.array(v.string())),
  created: moment,
  expires: moment,
  lastUsed: v.optional(moment),
});
export type ApiToken = v.InferOutput<typeof apiToken>;
export const madeApiToken = v.object({ ...apiToken.entries, token: v.string() });
