import fc from 'fast-check';
import { actions } from './actions.ts';
import type { Binding, Condition, Policy, Reference, Role, Rule, Selection } from './policy.ts';
import type { AccessRequest, Circumstances, Named, Resource, Subject } from './request.ts';

/** `SEED=` repeats a run; without it each run is a new one, and a failure prints its seed. */
export const parameters = {
  seed: Number(process.env['SEED'] ?? Date.now() % 2 ** 31),
  numRuns: process.env['MILLWRIGHT_ALL'] === '1' ? 2000 : 60,
};

/** Few words, so that rules and requests meet often; some differ only in case, form or a dot. */
export const ids = ['a', 'b', 'A', 'a1'] as const;
export const names = [
  '',
  'Oven',
  'oven',
  'Oven 3',
  'a/b',
  'a/',
  'ab',
  'a/../b',
  'a%2fb',
  'é',
  'e\u0301',
  '*',
  '\\',
  '😀',
  'Line 1 Oven',
] as const;
export const types = ['exec', 'function', 'modbus-read', 'modbus-write', 'tab'] as const;
export const modules = ['node-red', 'node-red-contrib-modbus', 'node-red-contrib-exec'] as const;
export const users = ['ana', 'ben', 'José', 'Jose\u0301'] as const;
const few = ['flow.edit', 'flow.read', 'deploy.full', 'dashboard.use'] as const;
const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'] as const;
const addresses = ['10.1.2.3', '10.2.0.1', '192.168.0.7', '::1', 'fd00::17', '2001:db8::1'] as const;
const networks = ['10.0.0.0/8', '10.1.0.0/16', '192.168.0.7', 'fd00::/8', '::/0', '0.0.0.0/0'] as const;

const quarter = 15 * 60_000;
/** Berlin and New York put their clocks forward and back in between. Most times are those at which windows begin or end. */
const times = fc
  .tuple(
    fc.integer({ min: Date.parse('2026-03-01') / quarter, max: Date.parse('2026-11-30') / quarter }),
    fc.constantFrom(0, 0, -1, 1, 7 * 60_000),
  )
  .map(([quarters, more]) => quarters * quarter + more);

/** Without `one`, no pattern has a `?`: other languages of rules have none. */
export function arbitraryPattern({ one = true } = {}): fc.Arbitrary<string> {
  const pieces = [
    '*',
    '*',
    'Oven',
    ' ',
    '3',
    'a',
    '/',
    'b',
    'é',
    'e\u0301',
    '\\*',
    '\\\\',
    '..',
    '%2f',
    '😀',
  ];
  return fc
    .array(fc.constantFrom(...pieces, ...(one ? ['?', '\\?'] : [])), { minLength: 1, maxLength: 4 })
    .map((chosen) => chosen.join(''));
}

export interface Vocabulary {
  /** Whether patterns may have a `?`. */
  readonly one?: boolean;
}

function arbitrarySelection(vocabulary: Vocabulary): fc.Arbitrary<Selection> {
  const named = fc.oneof(arbitraryPattern(vocabulary), fc.constantFrom('*', 'Oven*', 'a/**'));
  const reference: fc.Arbitrary<Reference> = fc.oneof(
    fc.record({ id: fc.constantFrom(...ids) }),
    fc.record({ name: named }),
  );
  const type = fc.constantFrom('*', 'exec', 'modbus-*', 'm*-w*', 'function');
  const module = fc.constantFrom('*', 'node-red', 'node-red-contrib-*', '*exec*');
  const fields = {
    tab: reference,
    subflow: reference,
    group: reference,
    node: reference,
    dashboardPage: reference,
    dashboardGroup: reference,
    type,
    module,
  };
  const chosen = fc.subarray(Object.keys(fields) as (keyof typeof fields)[], { minLength: 1, maxLength: 2 });
  return chosen.chain((keys) =>
    fc.record(Object.fromEntries(keys.map((key) => [key, fields[key]]))),
  ) as fc.Arbitrary<Selection>;
}

const clock = fc
  .integer({ min: 0, max: 95 })
  .map((at) => `${String(Math.floor(at / 4)).padStart(2, '0')}:${['00', '15', '30', '45'][at % 4]}`);

const time: fc.Arbitrary<Condition> = fc.record(
  {
    kind: fc.constant('time' as const),
    days: fc.subarray([1, 2, 3, 4, 5, 6, 7] as const, { minLength: 1 }).map((days) => [...days]),
    from: clock,
    to: clock,
    zone: fc.constantFrom(...zones),
  },
  { requiredKeys: ['kind', 'from', 'to', 'zone'] },
) as fc.Arbitrary<Condition>;
const network: fc.Arbitrary<Condition> = fc.record({
  kind: fc.constant('network' as const),
  within: fc.subarray([...networks], { minLength: 1, maxLength: 3 }),
});
const reason: fc.Arbitrary<Condition> = fc.record({
  kind: fc.constant('reason' as const),
  minLength: fc.integer({ min: 1, max: 8 }),
});

const actionPatterns = fc.uniqueArray(
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom<string>(...few) },
    { weight: 2, arbitrary: fc.constantFrom('flow.*', 'deploy.*', 'module.*', '*') },
    { weight: 1, arbitrary: fc.constantFrom<string>(...actions) },
  ),
  { minLength: 1, maxLength: 4 },
);

export function arbitraryRule(vocabulary: Vocabulary = {}, name = 'rule'): fc.Arbitrary<Rule> {
  const effect = fc.oneof(
    { weight: 3, arbitrary: fc.constant('allow' as const) },
    { weight: 1, arbitrary: fc.constant('deny' as const) },
  );
  return effect
    .chain((chosen) => {
      const condition = chosen === 'allow' ? fc.oneof(time, network, reason) : fc.oneof(time, network);
      return fc.record(
        {
          name: fc.constant(name),
          effect: fc.constant(chosen),
          actions: actionPatterns,
          on: fc.array(arbitrarySelection(vocabulary), { minLength: 1, maxLength: 3 }),
          when: fc.array(condition, { minLength: 1, maxLength: 2 }),
        },
        { requiredKeys: ['name', 'effect', 'actions'] },
      );
    })
    .map((rule) => ofDashboards(rule as Rule));
}

/** A rule that names a page or group of a dashboard is about what is done there. */
function ofDashboards(rule: Rule): Rule {
  const names = rule.on?.some(({ dashboardPage, dashboardGroup }) => dashboardPage ?? dashboardGroup);
  return names ? { ...rule, actions: ['dashboard.*'] } : rule;
}

export const roleNames = ['alpha', 'beta', 'gamma', 'delta'] as const;

function arbitraryRole(vocabulary: Vocabulary, index: number): fc.Arbitrary<Role> {
  const rules = fc
    .integer({ min: 0, max: 4 })
    .chain((count) =>
      fc.tuple(...Array.from({ length: count }, (_, at) => arbitraryRule(vocabulary, `rule ${at}`))),
    );
  return fc.record({
    name: fc.constant(roleNames[index] as string),
    // Only later ones: no role inherits itself.
    inherits: fc.subarray(roleNames.slice(index + 1)).map((inherited) => [...inherited]),
    rules,
  });
}

const binding: fc.Arbitrary<Binding> = fc.record({
  subject: fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('user' as const), name: fc.constantFrom(...users) }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: 'everyone' as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'anyone' as const }) },
  ),
  role: fc.constantFrom(...roleNames),
});

export const arbitraryPolicy = (vocabulary: Vocabulary = {}): fc.Arbitrary<Policy> =>
  fc.record({
    format: fc.constant(1 as const),
    roles: fc.tuple(...roleNames.map((_, index) => arbitraryRole(vocabulary, index))),
    bindings: fc.array(binding, { minLength: 2, maxLength: 8 }),
  });

const named: fc.Arbitrary<Named> = fc.record({
  id: fc.constantFrom(...ids),
  name: fc.constantFrom(...names),
});

export const arbitraryResource = fc.record(
  {
    tab: named,
    subflow: named,
    groups: fc.array(named, { maxLength: 3 }),
    dashboardPage: named,
    dashboardGroup: named,
    node: fc.record(
      {
        id: fc.constantFrom(...ids),
        name: fc.constantFrom(...names),
        type: fc.constantFrom(...types),
        module: fc.constantFrom(...modules),
      },
      { requiredKeys: ['id', 'name', 'type'] },
    ),
    module: fc.constantFrom(...modules),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Resource>;

export const arbitraryCircumstances = fc.record(
  {
    time: times,
    address: fc.constantFrom(...addresses),
    reason: fc.constantFrom('', '   ', 'why', ' ticket 7 ', '😀😀😀'),
  },
  { requiredKeys: ['time'] },
) as fc.Arbitrary<Circumstances>;

export const arbitrarySubject: fc.Arbitrary<Subject> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('user' as const), name: fc.constantFrom(...users) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'anyone' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('user' as const),
      name: fc.constantFrom(...users),
      within: fc.subarray([...roleNames, 'gone']),
    }),
  },
);

export const arbitraryRequest: fc.Arbitrary<AccessRequest> = fc.record({
  subject: arbitrarySubject,
  action: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom<string>(...few) },
    fc.constantFrom<string>(...actions),
  ),
  resource: arbitraryResource,
  circumstances: arbitraryCircumstances,
});
