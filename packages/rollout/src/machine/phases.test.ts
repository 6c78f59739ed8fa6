import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type Phase, type PhaseRow, phaseOf, phases } from '../index.ts';
import { drawScript } from '../simulation/script.fixture.ts';
import { simulate } from '../simulation/simulate.fixture.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const table: Readonly<Record<Phase, PhaseRow>> = phases;

/** Wherever a work ends: at rest, or with the next wish, or with putting local changes back. */
const afterTheEnd: readonly Phase[] = ['idle', 'safe', 'fetching', 'waiting', 'keeping'];

describe(`the table of phases (SEED=${seed})`, () => {
  it('has every transition that devices make', () => {
    for (let index = 0; index < 300; index += 1) {
      let from: Phase = 'idle';
      for (const entry of simulate(drawScript(seed + index))) {
        if (entry.kind !== 'step') continue;
        const to = phaseOf(entry.state);
        const row: PhaseRow = table[from];
        const known = [...row.next, row.failed, row.restart, from].includes(to) || afterTheEnd.includes(to);
        // A device with stopped flows has nothing to keep; a version that does not come up is tried again, or given up.
        const special = [
          from === 'staging' && to === 'switching',
          from === 'recovering' && to === 'rolling-back',
          entry.event.kind === 'booted' && row.flows === 'held' && to === 'rolling-back',
          // What was in memory and not in the journal is gone.
          entry.event.kind === 'booted',
        ];
        assert.ok(known || special.includes(true), `${from} -> ${to} by ${entry.event.kind}`);
        from = to;
      }
    }
  });

  it('has the effect that each phase asks for', () => {
    for (let index = 0; index < 100; index += 1)
      for (const entry of simulate(drawScript(seed + index))) {
        if (entry.kind !== 'step' || entry.state.work === undefined || entry.state.work.pausing) continue;
        const { effect } = table[entry.state.work.phase];
        const { effects } = entry;
        const entered = effects.some((each) => each.kind === 'arm' && each.timer === 'deadline');
        if (entered)
          assert.ok(
            effects.some(({ kind }) => kind === effect),
            entry.state.work.phase,
          );
      }
  });

  it('stands in the README as it is', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const rows = Object.entries(table).map(
      ([phase, { effect, answer, next, failed, restart, flows, newer }]) =>
        `| \`${phase}\` | ${effect} | ${answer} | ${next.join(', ')} | ${failed} | ${restart} | ${flows} | ${newer} |`,
    );
    const inReadme = readme
      .split('\n')
      .filter((line) => line.startsWith('| `') && line.split('|').length === 10);
    assert.deepEqual(inReadme, rows);
  });
});
