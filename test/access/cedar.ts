import { isIP } from 'node:net';
import {
  type EntityJson,
  type EntityUid,
  preparsePolicySet,
  statefulIsAuthorized,
} from '@cedar-policy/cedar-wasm/nodejs';
import {
  type AccessRequest,
  actions,
  type Condition,
  type Named,
  type Policy,
  type Reference,
  type Rule,
  reasonLength,
  type Selection,
  type Subject,
} from '@millwright/access';

/** What Cedar says: whether it is allowed, and the rules that this follows from, as `role/rule`. */
export interface CedarDecision {
  readonly allowed: boolean;
  readonly rules: readonly string[];
}

const mostGroups = 3;
const policySet = 'rules';

/**
 * Lets Cedar decide by our rules: another program by other people, in another language, with the same idea of rules.
 * Nothing of ours is used but the list of actions and how long a reason is, since Cedar cannot measure texts; what it has
 * no word for (`?` in a pattern) is not translated.
 *
 * @see https://docs.cedarpolicy.com
 */
export function cedarFor(policy: Policy): (request: AccessRequest) => CedarDecision {
  const staticPolicies = Object.fromEntries(
    policy.roles.flatMap(({ name, rules }) =>
      rules.map((rule) => [`${name}/${rule.name}`, policyText(name, rule)]),
    ),
  );
  const parsed = preparsePolicySet(policySet, { staticPolicies });
  if (parsed.type === 'failure') throw new Error(JSON.stringify(parsed.errors));
  const fixed = [...actions.map(actionEntity), ...policy.roles.map(roleEntity)];
  return (request) => {
    const { within, ...subject } = request.subject;
    const owner = ask(fixed, policy, request, rolesGiven(policy, subject));
    if (!within || !owner.allowed) return owner;
    const token = ask(fixed, policy, request, within);
    return token.allowed ? owner : token;
  };
}

function ask(
  fixed: readonly EntityJson[],
  policy: Policy,
  { action, resource, circumstances }: AccessRequest,
  roles: readonly string[],
): CedarDecision {
  const { tab, subflow, groups = [], node, dashboardPage, dashboardGroup, module } = resource;
  const { time, address = '', reason } = circumstances;
  const principal = uid('User', 'who asks');
  const thing = uid('Thing', 'what it is about');
  const known = new Set(policy.roles.map(({ name }) => name));
  const answer = statefulIsAuthorized({
    principal,
    action: uid('Action', action),
    resource: thing,
    context: {
      reason: reasonLength(reason),
      clocks: Object.fromEntries(zonesOf(policy).map((zone) => [zone, wallClock(time, zone)])),
      ...(isIP(address) > 0 && { address: { __extn: { fn: 'ip', arg: asIpv6(address) } } }),
    },
    preparsedPolicySetId: policySet,
    entities: [
      ...fixed,
      {
        uid: principal,
        attrs: {},
        parents: roles.filter((role) => known.has(role)).map((role) => uid('Role', role)),
      },
      {
        uid: thing,
        attrs: {
          ...(tab && { tab: named(tab) }),
          ...(subflow && { subflow: named(subflow) }),
          ...Object.fromEntries(groups.map((group, index) => [`group${index}`, named(group)])),
          ...(dashboardPage && { dashboardPage: named(dashboardPage) }),
          ...(dashboardGroup && { dashboardGroup: named(dashboardGroup) }),
          ...(node && { node: named(node), type: node.type }),
          ...(node?.module !== undefined && { nodeModule: node.module }),
          ...(module !== undefined && { module }),
        },
        parents: [],
      },
    ],
  });
  if (answer.type === 'failure') throw new Error(JSON.stringify(answer.errors));
  const { decision, diagnostics } = answer.response;
  if (diagnostics.errors.length > 0) throw new Error(JSON.stringify(diagnostics.errors));
  return { allowed: decision === 'allow', rules: diagnostics.reason };
}

const uid = (type: string, id: string): EntityUid => ({ type, id });
const named = ({ id, name }: Named) => ({ id, name: name.normalize('NFC') });

function actionEntity(action: string): EntityJson {
  const parts = action.split('.');
  const areas = parts.slice(1).map((_, index) => `${parts.slice(0, index + 1).join('.')}.*`);
  return {
    uid: uid('Action', action),
    attrs: {},
    parents: [...areas, '*'].map((area) => uid('Action', area)),
  };
}

const roleEntity = ({ name, inherits = [] }: Policy['roles'][number]): EntityJson => ({
  uid: uid('Role', name),
  attrs: {},
  parents: inherits.map((role) => uid('Role', role)),
});

const rolesGiven = ({ bindings }: Policy, { kind, name = '' }: Subject): readonly string[] =>
  bindings
    .filter(({ subject }) => {
      if (subject.kind === 'anyone') return true;
      if (kind !== 'user') return false;
      return subject.kind === 'everyone' || subject.name.normalize('NFC') === name.normalize('NFC');
    })
    .map(({ role }) => role);

function policyText(role: string, { effect, actions: patterns, on, when = [] }: Rule): string {
  const scope = `principal in Role::${text(role)}, action in [${patterns.map((pattern) => `Action::${text(pattern)}`).join()}], resource`;
  const clauses = [
    ...(on ? [either(on.map(selectionText))] : []),
    ...when.map((condition) => conditionText(condition, effect)),
  ];
  const guard = clauses.length > 0 ? ` when { ${clauses.join(' && ')} }` : '';
  return `${effect === 'allow' ? 'permit' : 'forbid'} (${scope})${guard};`;
}

const either = (clauses: readonly string[]): string => `(${clauses.join(' || ')})`;
const both = (clauses: readonly string[]): string => `(${clauses.join(' && ')})`;

function selectionText({
  tab,
  subflow,
  group,
  node,
  dashboardPage,
  dashboardGroup,
  type,
  module,
}: Selection): string {
  const at = (attribute: string, clause: (path: string) => string): string =>
    both([`resource has ${attribute}`, clause(`resource.${attribute}`)]);
  const groups = Array.from({ length: mostGroups }, (_, index) => `group${index}`);
  return both([
    ...(tab ? [at('tab', referenceText(tab))] : []),
    ...(subflow ? [at('subflow', referenceText(subflow))] : []),
    ...(group ? [either(groups.map((each) => at(each, referenceText(group))))] : []),
    ...(node ? [at('node', referenceText(node))] : []),
    ...(dashboardPage ? [at('dashboardPage', referenceText(dashboardPage))] : []),
    ...(dashboardGroup ? [at('dashboardGroup', referenceText(dashboardGroup))] : []),
    ...(type ? [at('type', like(type))] : []),
    ...(module ? [either([at('nodeModule', like(module)), at('module', like(module))])] : []),
  ]);
}

const referenceText =
  (reference: Reference) =>
  (path: string): string =>
    'id' in reference ? `${path}.id == ${text(reference.id)}` : like(reference.name)(`${path}.name`);

function conditionText(condition: Condition, effect: Rule['effect']): string {
  switch (condition.kind) {
    case 'reason':
      return `context.reason >= ${condition.minLength}`;
    case 'network': {
      const ranges = condition.within.map((range) => `context.address.isInRange(ip(${text(asIpv6(range))}))`);
      return effect === 'allow'
        ? both(['context has address', either(ranges)])
        : either(['!(context has address)', ...ranges]);
    }
    case 'time': {
      const [from, to] = [minutes(condition.from), minutes(condition.to)];
      const { day, minute } = {
        day: `context.clocks[${text(condition.zone)}].day`,
        minute: `context.clocks[${text(condition.zone)}].minute`,
      };
      const on = condition.days ?? [1, 2, 3, 4, 5, 6, 7];
      const today = `[${on.join()}].contains(${day})`;
      const yesterday = `[${on.map((each) => (each % 7) + 1).join()}].contains(${day})`;
      if (from < to) return both([today, `${minute} >= ${from}`, `${minute} < ${to}`]);
      return either([both([today, `${minute} >= ${from}`]), both([yesterday, `${minute} < ${to}`])]);
    }
  }
}

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

const zonesOf = ({ roles }: Policy): readonly string[] => [
  ...new Set(
    roles
      .flatMap(({ rules }) => rules.flatMap(({ when = [] }) => when))
      .flatMap((condition) => (condition.kind === 'time' ? condition.zone : [])),
  ),
];

/** By another way than ours: the time as text that people in Sweden read, which happens to be ISO 8601. */
function wallClock(time: number, timeZone: string): { day: number; minute: number } {
  const shown = new Date(`${new Date(time).toLocaleString('sv-SE', { timeZone })}Z`.replace(' ', 'T'));
  return { day: shown.getUTCDay() || 7, minute: shown.getUTCHours() * 60 + shown.getUTCMinutes() };
}

/** Cedar never sees an IPv4 address in an IPv6 network, and reads none within one: so all are given to it in hexadecimal. */
function asIpv6(address: string): string {
  const [given = '', prefix] = address.replace(/%.*$/, '').split('/');
  const host = given.replace(/^::ffff:(?=.*\.)/i, '');
  if (host.includes(':') && !host.includes('.')) return prefix === undefined ? host : `${host}/${prefix}`;
  if (host.includes(':')) return asIpv6(host.replace(/[\d.]+$/, (end) => asIpv6(end).replace('::ffff:', '')));
  const [a = 0, b = 0, c = 0, d = 0] = host.split('.').map(Number);
  const mapped = `::ffff:${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  return prefix === undefined ? mapped : `${mapped}/${Number(prefix) + 96}`;
}

const character = (each: string): string =>
  /[\w ./%-]/.test(each) ? each : `\\u{${(each.codePointAt(0) ?? 0).toString(16)}}`;
const text = (given: string): string => `"${[...given].map(character).join('')}"`;

function like(pattern: string): (path: string) => string {
  const written = pattern.normalize('NFC').replace(/\\\*|\\\\|\*|./gsu, (each) => {
    if (each === '*' || each === '\\*') return each;
    return character(each === '\\\\' ? '\\' : each);
  });
  return (path) => `${path} like "${written}"`;
}
