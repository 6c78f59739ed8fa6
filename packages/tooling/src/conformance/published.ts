import { readFileSync } from 'node:fs';
import { peerVersion, versionedPeers } from '@millwright/testing';
import type { TestLine } from '../test/totals.ts';
import { packs, readCases, readmeOf } from './cases.ts';
import { resultsOf } from './results.ts';
import { publishedIn, section } from './table.ts';

/** The section that a pack's README has to have after a run. */
export function sectionOf(pack: string, lines: readonly TestLine[]): string {
  const peers = versionedPeers(pack);
  return section({
    results: resultsOf(readCases(pack), lines, peers),
    peers: peers.map((name) => `${name} ${peerVersion(name) ?? '(missing)'}`),
  });
}

/** The packs whose README says something else than a whole run has shown. */
export function staleAfter(lines: readonly TestLine[]): readonly string[] {
  return packs.filter((pack) => publishedIn(readFileSync(readmeOf(pack), 'utf8')) !== sectionOf(pack, lines));
}
