import { boundedText } from '@millwright/schema';
import * as v from 'valibot';
import { actions, isOfDashboard } from './actions.ts';
import { parseNetwork } from './network.ts';
import { isPattern } from './pattern.ts';

/** Short names of roles and rules: shown, and named in refusals. */
const name = v.pipe(boundedText(80), v.trim(), v.minLength(1));

/**
 * A pattern for names: `*` stands for any characters, also none, `?` for one; `\*`, `\?` and `\\` for themselves. Large and small letters
 * differ; names and patterns are compared in Unicode's normal form C. There are no regular expressions.
 */
export const pattern = v.pipe(boundedText(200), v.minLength(1), v.check(isPattern, 'not-a-pattern'));

/** One thing by its id, or those whose name fits a pattern. */
export const reference = v.union([
  v.strictObject({ id: v.pipe(boundedText(200), v.minLength(1)) }),
  v.strictObject({ name: pattern }),
]);
export type Reference = v.InferOutput<typeof reference>;

/** What a rule is about. Of the fields that are there all have to fit. */
export const selection = v.pipe(
  v.strictObject({
    tab: v.optional(v.pipe(reference, v.description('A tab, with everything on it or used by it'))),
    subflow: v.optional(v.pipe(reference, v.description('A subflow, with everything in it'))),
    group: v.optional(v.pipe(reference, v.description('A group, with everything in it'))),
    node: v.optional(
      v.pipe(reference, v.description('A node or configuration node, such as a PLC connection')),
    ),
    dashboardPage: v.optional(
      v.pipe(reference, v.description('A page of a dashboard (`ui-page`), with every widget on it')),
    ),
    dashboardGroup: v.optional(
      v.pipe(reference, v.description('A group of a dashboard (`ui-group`), with every widget in it')),
    ),
    type: v.optional(v.pipe(pattern, v.description('The type of a node: `exec`, `modbus-*`'))),
    module: v.optional(
      v.pipe(pattern, v.description('The module of a node, or that is installed: `node-red-contrib-*`')),
    ),
  }),
  v.check((given) => Object.values(given).some((value) => value !== undefined), 'selects-nothing'),
);
export type Selection = v.InferOutput<typeof selection>;

const namesDashboard = ({ dashboardPage, dashboardGroup }: Selection): boolean =>
  dashboardPage !== undefined || dashboardGroup !== undefined;

const clock = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not-a-time'));

/** What else has to be so. The list is closed: a rule with a condition that is not in it is refused as a whole. */
export const condition = v.variant('kind', [
  v.strictObject({
    kind: v.literal('time'),
    /** ISO 8601: 1 is Monday. The day on which the window begins. */
    days: v.optional(v.pipe(v.array(v.picklist([1, 2, 3, 4, 5, 6, 7])), v.minLength(1), v.maxLength(7))),
    from: clock,
    /** Not this minute itself; earlier than `from`, or the same, means on the next day. */
    to: clock,
    zone: v.pipe(boundedText(64), v.check(isTimeZone, 'not-a-time-zone')),
  }),
  v.strictObject({
    kind: v.literal('network'),
    within: v.pipe(
      v.array(
        v.pipe(
          boundedText(64),
          v.check((text) => parseNetwork(text) !== undefined, 'not-a-network'),
        ),
      ),
      v.minLength(1),
      v.maxLength(100),
    ),
  }),
  v.strictObject({
    kind: v.literal('reason'),
    minLength: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)),
  }),
]);
export type Condition = v.InferOutput<typeof condition>;

/** An action, all of an area (`module.*`), or all (`*`). */
export const actionPattern = v.pipe(boundedText(80), v.check(isActionPattern, 'not-an-action'));

export const rule = v.pipe(
  v.strictObject({
    name,
    effect: v.picklist(['allow', 'deny']),
    actions: v.pipe(v.array(actionPattern), v.minLength(1), v.maxLength(100)),
    /** One of them has to fit; without it: everything. */
    on: v.optional(v.pipe(v.array(selection), v.minLength(1), v.maxLength(200))),
    /** All of them have to hold. */
    when: v.optional(v.pipe(v.array(condition), v.minLength(1), v.maxLength(20))),
  }),
  v.check(
    ({ effect, when = [] }) => effect === 'allow' || when.every(({ kind }) => kind !== 'reason'),
    'reason-on-deny',
  ),
  // Where a widget stands says nothing of who may edit it: such a rule would never count, and seem to.
  v.check(
    ({ actions: patterns, on = [] }) => !on.some(namesDashboard) || patterns.every(isOfDashboard),
    'not-of-dashboards',
  ),
);
export type Rule = v.InferOutput<typeof rule>;

export const roleName = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,39}$/, 'not-a-role-name'));

export const role = v.strictObject({
  name: roleName,
  description: v.optional(boundedText(500)),
  /** Roles whose rules it has too. */
  inherits: v.optional(v.pipe(v.array(roleName), v.maxLength(20))),
  rules: v.pipe(v.array(rule), v.maxLength(500)),
});
export type Role = v.InferOutput<typeof role>;

/** Whom a role is given: a person by the name they log in with, whoever is logged in, or also those who are not. */
export const subjectOfBinding = v.variant('kind', [
  v.strictObject({ kind: v.literal('user'), name: v.pipe(boundedText(200), v.minLength(1)) }),
  v.strictObject({ kind: v.literal('everyone') }),
  v.strictObject({ kind: v.literal('anyone') }),
]);

export const binding = v.strictObject({ subject: subjectOfBinding, role: roleName });
export type Binding = v.InferOutput<typeof binding>;

/** Everything that decisions follow from. Its format counts up when a former version could not read it. */
export const policy = v.strictObject({
  format: v.literal(1),
  roles: v.pipe(v.array(role), v.maxLength(200)),
  bindings: v.pipe(v.array(binding), v.maxLength(5000)),
});
export type Policy = v.InferOutput<typeof policy>;

function isActionPattern(text: string): boolean {
  if (text === '*') return true;
  return actions.some(
    (action) => action === text || (text.endsWith('.*') && action.startsWith(text.slice(0, -1))),
  );
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
