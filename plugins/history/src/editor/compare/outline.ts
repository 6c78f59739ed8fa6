import type { Comparison, NodeDifference, PartDifference } from '../../common/comparison.ts';
import type { CredentialDifference } from '../../common/version.ts';

type ModuleDifference = Comparison['modules'][number];
type SettingDifference = Comparison['settings'][number];

/** One change that the keyboard stops at. */
export type Entry = { readonly key: string } & (
  | { readonly of: 'part'; readonly part: PartDifference }
  | { readonly of: 'node'; readonly node: NodeDifference }
  | { readonly of: 'module'; readonly module: ModuleDifference }
  | { readonly of: 'setting'; readonly setting: SettingDifference }
  | { readonly of: 'credential'; readonly credential: CredentialDifference }
);

/** What stands under one heading. */
export interface Section {
  readonly key: string;
  readonly kind: 'part' | 'modules' | 'settings' | 'credentials';
  readonly part?: PartDifference;
  readonly entries: readonly Entry[];
  /** The number of its first entry among all, from 0. */
  readonly start: number;
}

export interface Outline {
  readonly sections: readonly Section[];
  /** All changes, in the order of the page. */
  readonly entries: readonly Entry[];
  /** Changes that are not listed because only a place differs. */
  readonly hidden: number;
}

/** Divides a comparison into what is shown under headings, with or without what only moved. */
export function outlineOf(comparison: Comparison, showMoved: boolean): Outline {
  const sections: Section[] = [];
  let start = 0;
  let hidden = 0;
  const add = (section: Omit<Section, 'start'>): void => {
    if (section.entries.length === 0) return;
    sections.push({ ...section, start });
    start += section.entries.length;
  };
  for (const part of comparison.parts) {
    const key = `part:${part.kind}:${part.id}`;
    const all = partEntries(part, key);
    const entries = showMoved ? all : all.filter((entry) => !isMove(entry));
    hidden += all.length - entries.length;
    add({ key, kind: 'part', part, entries });
  }
  add({
    key: 'modules',
    kind: 'modules',
    entries: comparison.modules.map((module) => ({ key: `module:${module.name}`, of: 'module', module })),
  });
  add({
    key: 'settings',
    kind: 'settings',
    entries: comparison.settings.map((setting) => ({
      key: `setting:${setting.name}`,
      of: 'setting',
      setting,
    })),
  });
  add({
    key: 'credentials',
    kind: 'credentials',
    entries: comparison.credentials.map((credential) => ({
      key: `credential:${credential.id}`,
      of: 'credential',
      credential,
    })),
  });
  return { sections, entries: sections.flatMap(({ entries }) => entries), hidden };
}

/** The part itself where something happened to it, then its nodes. Ids may stand in a file twice. */
function partEntries(part: PartDifference, key: string): Entry[] {
  const itself =
    part.state === 'added' ||
    part.state === 'removed' ||
    part.properties.length > 0 ||
    part.nodes.length === 0;
  const seen = new Map<string, number>();
  const nodes = part.nodes.map((node): Entry => {
    const count = seen.get(node.id) ?? 0;
    seen.set(node.id, count + 1);
    return { key: `${key}/${node.id}${count === 0 ? '' : `/${count}`}`, of: 'node', node };
  });
  return itself ? [{ key: `${key}/`, of: 'part', part }, ...nodes] : nodes;
}

function isMove(entry: Entry): boolean {
  if (entry.of === 'node') return entry.node.state === 'moved';
  return entry.of === 'part' && entry.part.state === 'moved';
}

/** How many nodes and groups came, went, became others or moved, in all parts together. */
export function nodeCounts(comparison: Comparison): Readonly<Record<NodeDifference['state'], number>> {
  const counts = { added: 0, changed: 0, removed: 0, moved: 0 };
  for (const { nodes } of comparison.parts) for (const { state } of nodes) counts[state] += 1;
  return counts;
}

/** Nothing differs at all, or nothing but the order of the items. */
export function isSame(comparison: Comparison): boolean {
  const { parts, modules, settings, credentials } = comparison;
  return [parts, modules, settings, credentials].every(({ length }) => length === 0);
}

/** The entries of a long section that are drawn: `to` is excluded. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** So many entries are drawn at once; the others are a click, a scroll or a key away. */
export const pageSize = 100;

export const firstPage: Range = { from: 0, to: pageSize };

/** The range that shows an entry: the one that is drawn if it is in it, else the page that it is on. */
export function rangeAround(index: number, { from, to }: Range): Range {
  if (index >= from && index < to) return { from, to };
  const start = Math.floor(index / pageSize) * pageSize;
  return { from: start, to: start + pageSize };
}
