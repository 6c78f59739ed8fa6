import assert from 'node:assert/strict';
import type { AuditEvent, ChangeSummary, EventDraft } from '@millwright/ledger';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { EventFilter } from '../../common/log.ts';
import { draft, logForEach } from './log.fixture.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const start = Date.parse('2026-11-26T08:00:00Z');

const names = ['flows.deploy', 'flows.start', 'access.role.change', 'access.user.add', 'flowers.pick'];
const people = ['ana', 'Bénédicte', 'O’Neil-Smith', undefined];
const nodes = ['change', 'n1', 'n2', 'a:b', '42'];

const drafts = fc.array(
  fc.record({
    /** The clock jumps now and then. */
    leap: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.integer({ min: -5000, max: 5000 })),
    name: fc.constantFrom(...names),
    class: fc.constantFrom('change', 'log-in', 'read', 'system'),
    outcome: fc.constantFrom('success', 'refused', 'failed', 'unknown', undefined),
    person: fc.constantFrom(...people),
    node: fc.constantFrom(...nodes, undefined),
    reason: fc.constantFrom('ticket OPS-77', 'Übernahme für Ofen 3', 'routine', undefined),
    operation: fc.constantFrom('o1', 'o2', undefined),
    correlation: fc.constantFrom('o1', undefined),
  }),
  { minLength: 1, maxLength: 60 },
);
type Made = typeof drafts extends fc.Arbitrary<readonly (infer One)[]> ? One : never;

const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const subsets = <Value>(...values: Value[]) => fc.subarray(values, { minLength: 1 });
const filters = fc.record({
  text: optional(
    fc.constantFrom(
      'ana',
      'AN',
      'ops',
      'ops-7',
      'übernahme ofen',
      'ofen übernahme',
      'ubern',
      'flows',
      '#4',
      'ana #2',
      '7',
      '#1 #2',
      '…',
      'smith rout',
      'z',
    ),
  ),
  actor: optional(fc.constantFrom('ana', 'Bénédicte', 'kind:system', 'nobody')),
  name: optional(fc.constantFrom(...names, 'access.*', 'flows.*', 'access.role.*', 'flow.*')),
  outcomes: optional(
    subsets('success', 'refused', 'failed', 'unknown') as fc.Arbitrary<EventFilter['outcomes'] & {}>,
  ),
  classes: optional(
    subsets('change', 'log-in', 'read', 'system') as fc.Arbitrary<EventFilter['classes'] & {}>,
  ),
  target: optional(fc.constantFrom('node:n1', 'node:a:b', 'tab:t1', 'node:42', 'class:change', 'nothing')),
  operation: optional(fc.constantFrom('o1', 'o2', 'o3')),
  since: optional(fc.integer({ min: start - 10_000, max: start + 70_000 })),
  until: optional(fc.integer({ min: start - 10_000, max: start + 70_000 })),
});

/** Things of a flow can be of any kind, also of one that is called as a member of an event is. */
const kindOf = (node: string): string => (node === 'change' ? 'class' : 'node');

function draftsOf(made: readonly Made[]): EventDraft[] {
  let time = start;
  return made.map(({ leap, name, class: kept, outcome, person, node, reason, operation, correlation }) => {
    time += 1000 + leap;
    return {
      time,
      name,
      class: kept as EventDraft['class'],
      actor: person === undefined ? { kind: 'system' } : { kind: 'user', name: person },
      ...(outcome === undefined ? {} : { outcome: outcome as NonNullable<EventDraft['outcome']> }),
      ...(node === undefined ? {} : { target: { kind: kindOf(node), id: node, name: `Valve ${node}` } }),
      ...(node === 'n2' ? { change: { parts: [part] } } : {}),
      ...(reason === undefined ? {} : { reason }),
      ...(operation === undefined ? {} : { operation }),
      ...(correlation === undefined ? {} : { correlation }),
    };
  });
}
const part: ChangeSummary['parts'][number] = {
  kind: 'tab',
  id: 't1',
  name: 'Oven',
  state: 'changed',
  properties: false,
  added: 0,
  changed: 1,
  removed: 0,
  moved: 0,
  nodes: [{ id: '42', type: 'function', name: 'Mixer', state: 'changed' }],
};

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const split = (text: string): string[] =>
  fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** As it is meant, one event after the other. */
function lets(filter: EventFilter, event: AuditEvent): boolean {
  const { name, actor, target, change, reason, operation, correlation, seq } = event;
  const time = Date.parse(event.time);
  const parts = (filter.text ?? '').split(/\s+/);
  const words = [name, actor.name, target?.name, target?.id, reason].flatMap((text) => split(text ?? ''));
  if (change) words.push('oven', 'mixer', 'function');
  const about = [
    ...(target ? [`${target.kind}:${target.id}`] : []),
    ...(change ? ['tab:t1', 'node:42'] : []),
  ];
  return (
    parts.every((one) => {
      const number = /^#(\d+)$/.exec(one)?.[1];
      if (number !== undefined) return seq === Number(number);
      return split(one).every((word) => words.some((known) => known.startsWith(word)));
    }) &&
    (filter.actor === undefined || filter.actor === (actor.name ?? `kind:${actor.kind}`)) &&
    (filter.name === undefined ||
      (filter.name.endsWith('.*') ? name.startsWith(filter.name.slice(0, -1)) : name === filter.name)) &&
    (filter.outcomes?.some((one) => one === event.outcome) ?? true) &&
    (filter.classes?.includes(event.class) ?? true) &&
    (filter.target === undefined || about.includes(filter.target)) &&
    (filter.operation === undefined || operation === filter.operation || correlation === filter.operation) &&
    (filter.since === undefined || time >= filter.since) &&
    (filter.until === undefined || time < filter.until)
  );
}

describe(`a page of events (SEED=${seed})`, () => {
  const test = logForEach();

  it('has what each filter lets through, newest first, page after page', async function () {
    this.timeout(120_000);
    let known: AuditEvent[] = [];
    await fc.assert(
      fc.asyncProperty(drafts, fc.array(filters, { minLength: 10, maxLength: 10 }), async (made, asked) => {
        await Promise.all(draftsOf(made).map((one) => test.log.append(one)));
        const { size } = test.log.state();
        const fresh = await test.log.page({ after: known.length - 1, limit: size });
        known = [...known, ...fresh.events.toReversed()];
        for (const filter of asked) {
          const expected = known.filter((event) => lets(filter, event)).toReversed();
          const found: AuditEvent[] = [];
          let before: number | undefined;
          do {
            const page = await test.log.page({ ...filter, before, limit: 7 });
            found.push(...page.events);
            before = page.next;
          } while (before !== undefined);
          assert.deepEqual(
            found.map(({ seq }) => seq),
            expected.map(({ seq }) => seq),
            JSON.stringify(filter),
          );
        }
      }),
      { seed, numRuns: process.env['MILLWRIGHT_ALL'] ? 50 : 15 },
    );
  });

  it('ends before one number and begins after another', async () => {
    for (let index = 0; index < 9; index += 1) await test.log.append(draft());
    const page = await test.log.page({ before: 8, after: 2, limit: 3 });
    assert.deepEqual([page.events.map(({ seq }) => seq), page.next], [[7, 6, 5], 5]);
    const rest = await test.log.page({ before: 5, after: 2, limit: 3 });
    assert.deepEqual([rest.events.map(({ seq }) => seq), rest.next], [[4, 3], undefined]);
  });

  it('takes whatever people type as words, not as an expression', async () => {
    await test.log.append(draft({ reason: 'he said "NOT" AND (left)* ^x : y' }));
    for (const text of ['"not" and', '(left)*', '^x : y', 'NEAR(said, 3)', "' or 1=1 --", '-"', '*', '{}'])
      await test.log.page({ text, limit: 5 });
    const found = async (text: string) => (await test.log.page({ text, limit: 5 })).events.length;
    assert.deepEqual(
      [await found('"NOT" left'), await found('NOT left'), await found('NOT right')],
      [1, 1, 0],
    );
  });
});
