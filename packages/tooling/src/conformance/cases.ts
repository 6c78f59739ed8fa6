import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@millwright/testing';

/** One published case. */
export interface Case {
  /** `M-T-01`: protocol, room, number. */
  readonly id: string;
  readonly what: string;
  readonly expected: string;
}

const listOf = (pack: string): string => join(root, 'nodes', pack, 'conformance/cases.tsv');

/** The packs of nodes that publish their cases, each in `nodes/<pack>/conformance/cases.tsv`. */
export const packs: readonly string[] = readdirSync(join(root, 'nodes')).filter((pack) =>
  existsSync(listOf(pack)),
);

/** Where a pack's table of results is. */
export const readmeOf = (pack: string): string => join(root, 'nodes', pack, 'README.md');

export function readCases(pack: string): readonly Case[] {
  const [, ...lines] = readFileSync(listOf(pack), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [id = '', what = '', expected = ''] = line.split('\t');
    return { id, what, expected };
  });
}

const id = /(?<=^|\s)(?:[A-Z]+-)+\d\d(?=: )/g;

/** The case that a test shows: the id with which its title begins, behind those of the groups that it is in. */
export function caseOf(title: string): string | undefined {
  return title.match(id)?.at(-1);
}

/** The cases that the source of a test file names: an id stands there behind a quote, with its title or alone. */
export function casesIn(source: string): ReadonlySet<string> {
  return new Set(source.match(/(?<=['"`])(?:[A-Z]+-)+\d\d(?=: |['"`])/g));
}
