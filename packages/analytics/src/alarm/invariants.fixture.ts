import assert from 'node:assert/strict';
import type { AlarmDefinition } from './definition.ts';
import type { AlarmEvent } from './events.ts';
import { beginning, type History, live, type Machine, type Turn } from './history.fixture.ts';
import type { JournalRecord } from './journal.ts';
import { contradictionOf } from './read-state.ts';
import { type Stage, stages } from './state.ts';

/** Every way from one stage to another that there is, by what leads along it. An asterisk stands for A to F. */
const waysOf = ({ latching }: AlarmDefinition): Readonly<Record<JournalRecord['cause'], string>> => ({
  'condition-true': 'AB DB EB FB',
  'condition-false': latching ? 'BE CF' : 'BD CA',
  acknowledge: 'BC DA EF',
  'auto-acknowledge': 'DA',
  reset: 'ED FA',
  shelve: '*G',
  unshelve: 'GA GB GH',
  expiry: 'GA GB GH',
  'one-shot': 'GA GH',
  suppress: '*H',
  unsuppress: 'HA HB',
  'out-of-service': '*I',
  'return-to-service': 'IA IB IH',
});

const letterOf = (stage: Stage): string => 'ABCDEFGHI'.charAt(stages.indexOf(stage));

function isWay({ cause, from, to }: JournalRecord, definition: AlarmDefinition): boolean {
  const known = waysOf(definition)[cause].split(' ');
  const way = letterOf(from) + letterOf(to);
  return known.includes(way) || known.includes(way.replace(/^[A-F]/, '*'));
}

/** The condition after its delays, found anew from all that was told of it. */
function activeAfter(events: readonly AlarmEvent[], { onDelay, offDelay }: AlarmDefinition): boolean {
  let active = false;
  let differs: number | undefined;
  for (const event of events) {
    const settle = (): void => {
      if (differs === undefined || event.ts < differs + (active ? offDelay : onDelay)) return;
      active = !active;
      differs = undefined;
    };
    if (differs !== undefined) differs = Math.min(differs, event.ts);
    settle();
    if (event.kind !== 'condition') continue;
    if (event.holds === active || (event.holds === 'unknown' && active)) differs = undefined;
    else if (event.holds !== 'unknown') differs ??= event.ts;
    settle();
  }
  return active;
}

/** What must be so in every history. Fails where it is not. */
export function assertInvariants(history: History, machine: Machine): void {
  const { definition } = history;
  const turns = live(history, machine);
  let last: JournalRecord | undefined;
  const acknowledged = new Set<number>();
  turns.forEach(({ before, event, step }, index) => {
    const { state, records, refused, due } = step;
    assert.equal(contradictionOf(state), undefined);
    const events = turns.slice(0, index + 1).map((turn) => turn.event);
    assert.equal(state.active, activeAfter(events, definition), 'active');

    for (const record of records) {
      assert.equal(record.seq, (last?.seq ?? 0) + 1, 'seq');
      assert.equal(record.from, last?.to ?? 'normal', 'from');
      assert.ok(isWay(record, definition), `${record.from} to ${record.to} by ${record.cause}`);
      assert.ok(record.ts <= event.ts, 'nothing happens in the future');
      const raised = record.to === 'unacknowledged' ? 1 : 0;
      assert.equal(record.occurrence, (last?.occurrence ?? 0) + raised, 'occurrence');
      if (record.cause === 'acknowledge') {
        assert.ok(event.kind === 'acknowledge' && event.occurrence === record.occurrence, 'unseen');
        assert.ok(!acknowledged.has(record.occurrence), 'acknowledged twice');
        acknowledged.add(record.occurrence);
      }
      last = record;
    }
    assert.equal(state.stage, last?.to ?? 'normal', 'stage');
    assert.deepEqual([state.seq, state.occurrence], [last?.seq ?? 0, last?.occurrence ?? 0]);
    assertSuppression(events, step);
    assertShelving(step, definition, event.ts);
    assert.ok(due === undefined || due > event.ts, 'what is due has been taken');
    if (refused) {
      const idle = machine(definition, before, { kind: 'time', ts: event.ts });
      assert.deepEqual([state, records], [idle.state, idle.records], 'what is refused changes nothing');
    }
  });
  const end = Math.max(beginning, ...turns.map(({ event }) => event.ts)) + definition.longestShelving;
  const state = turns.at(-1)?.step.state;
  if (state)
    assert.notEqual(machine(definition, state, { kind: 'time', ts: end }).state.stage, 'shelved', 'endless');
}

function assertSuppression(events: readonly AlarmEvent[], { state }: Turn['step']): void {
  const on = events.findLast((event) => event.kind === 'suppress')?.on ?? false;
  assert.equal(state.suppressed, on, 'suppression');
  if (on) assert.match(letterOf(state.stage), /[GHI]/, 'annunciated though it is suppressed');
}

function assertShelving(
  { state, due }: Turn['step'],
  { longestShelving }: AlarmDefinition,
  now: number,
): void {
  if (state.stage !== 'shelved') return;
  const { until } = state.shelf ?? {};
  assert.ok(until !== undefined && until > now && until <= now + longestShelving, 'shelved for too long');
  assert.ok(due !== undefined && due <= until, 'shelved and not to be asked again');
}
