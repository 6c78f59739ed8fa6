import type { VersionedPeer } from '@millwright/testing';
import type { TestLine } from '../test/totals.ts';
import { type Case, caseOf } from './cases.ts';

/** What became of a case. It is open where no test shows it, or one of those that do was skipped. */
export interface Result extends Case {
  readonly state: 'passes' | 'fails' | 'open';
  /** Who was at the other end in one of its tests, by the names in their titles. */
  readonly peers: readonly VersionedPeer[];
}

/** The results of all cases of a pack after a run. @param peers those of the pack */
export function resultsOf(
  cases: readonly Case[],
  lines: readonly TestLine[],
  peers: readonly VersionedPeer[],
): readonly Result[] {
  const shown = Map.groupBy(lines, ({ title }) => caseOf(title));
  return cases.map((one) => {
    const tests = shown.get(one.id) ?? [];
    return { ...one, state: stateOf(tests), peers: peers.filter((peer) => isNamed(peer, tests)) };
  });
}

function stateOf(tests: readonly TestLine[]): Result['state'] {
  if (tests.some(({ state }) => state === 'failed')) return 'fails';
  return tests.length > 0 && tests.every(({ state }) => state === 'passed') ? 'passes' : 'open';
}

function isNamed(peer: VersionedPeer, tests: readonly TestLine[]): boolean {
  // A name is not part of a longer one: pymodbus is no modbus.
  const name = new RegExp(`(?<![\\w-])${peer}(?![\\w-])`);
  return tests.some(({ title }) => name.test(title));
}
