import { type ChangeLine, describeChange } from '@millwright/flows';
import type { VersionSummary } from '../common/version.ts';
import type { HistoryTexts } from './texts.ts';

const partsInRow = 3;
const othersInRow = 3;
const noteInRow = 200;

/** What made a version: `Deploy (modified flows)`. */
export function operationName({ operation, deployType }: VersionSummary, texts: HistoryTexts): string {
  const name = texts.find(`operation.${operation}`) ?? operation;
  const type =
    deployType === undefined || deployType === 'reload' ? undefined : texts(`deployType.${deployType}`);
  return type === undefined ? name : `${name} (${type})`;
}

/** What happened to each part, in words. */
export function changeLines({ change }: VersionSummary, texts: HistoryTexts): ChangeLine[] {
  const translate = texts as (key: string, values?: Readonly<Record<string, number>>) => string;
  const lines = describeChange(change.parts, translate);
  return change.parts.map(({ state, added }, index) => {
    const { name, details } = lines[index] ?? { name: '', details: '' };
    if (state !== 'added' || added === 0) return { name, details };
    // All nodes of a new part are new: saying so twice would puzzle.
    return { name, details: `${texts('change.part.added')}, ${texts.counted('details.nodes', added)}` };
  });
}

/** Where a version comes from when it is not a deploy; undefined when it is one. */
function origin(version: VersionSummary, texts: HistoryTexts): string | undefined {
  const { restoredFrom, safetyFor, operation } = version;
  if (version.damaged) return texts('change.damaged');
  if (version.asFound) return texts('change.asFound');
  if (restoredFrom !== undefined) {
    const number = String(restoredFrom);
    return operation === 'history.restore.parts'
      ? texts('change.restoredPartly', { number })
      : texts('change.restored', { number });
  }
  if (safetyFor !== undefined) return texts('change.safety', { number: String(safetyFor) });
  if (operation === 'found') return texts('change.found');
  if (operation === 'flows.reload') return texts('change.reloaded');
  // Which module came or went is said below.
  if (/^nodes\.(install|remove)$/.test(operation) && version.modules.length > 0) return undefined;
  if (/^(projects|nodes)\./.test(operation)) return operationName(version, texts);
  return undefined;
}

/** `module node-red-contrib-x 1.2 → 1.3`, for each module that came, went or became another version. */
export function moduleLines(version: VersionSummary, texts: HistoryTexts): string[] {
  if (version.modules.length === 0) return version.modulesChanged ? [texts('change.modules')] : [];
  return version.modules.map(({ name, before, after }) => {
    if (before === undefined) return texts('change.module.added', { name, after: after ?? '' });
    if (after === undefined) return texts('change.module.removed', { name, before });
    return texts('change.module.changed', { name, before, after });
  });
}

/** `credentials of Ask MES, Press changed`, for each thing that became of credentials. */
function credentialLines(version: VersionSummary, texts: HistoryTexts, atMost: number): string[] {
  const { credentialsChanged, credentials = [] } = version;
  if (credentials.length === 0) return credentialsChanged ? [texts('change.credentials')] : [];
  return [...Map.groupBy(credentials, ({ state }) => state)].map(([state, nodes]) => {
    const names = nodes.slice(0, atMost).map(({ label, type }) => label || type);
    if (nodes.length > atMost) names.push(texts.counted('row.moreParts', nodes.length - atMost));
    return texts(`change.credential.${state}`, { nodes: names.join(', ') });
  });
}

/** What else changed, beside the parts of the flows. */
function besides(version: VersionSummary, texts: HistoryTexts, atMost: number): string[] {
  if (version.asFound) return [];
  const found = credentialLines(version, texts, atMost);
  const modules = moduleLines(version, texts);
  found.push(...modules.slice(0, atMost));
  if (modules.length > atMost) found.push(texts.counted('row.moreModules', modules.length - atMost));
  if (version.change.parts.length === 0 && version.change.reordered) found.push(texts('change.reordered'));
  return found;
}

/** All there is to say about a version beside its parts, each a short phrase. */
export function circumstances(version: VersionSummary, texts: HistoryTexts): string[] {
  return [origin(version, texts) ?? [], besides(version, texts, Number.POSITIVE_INFINITY)].flat();
}

/** The second line of a row. Plain text; what matters most comes first, since little of it may be seen. */
export interface SecondLine {
  readonly name: string | undefined;
  /** In quotes. */
  readonly note: string | undefined;
  /** `Oven 3: 2 changed, 1 added; credentials changed`; undefined where name or note say enough already. */
  readonly change: string | undefined;
}

export function secondLine(version: VersionSummary, texts: HistoryTexts): SecondLine {
  const { name } = version;
  const note = version.note === undefined ? undefined : texts('row.note', { note: shortened(version.note) });
  const change = changeText(version, texts);
  return { name, note, change: change ?? (name || note ? undefined : texts('change.nothing')) };
}

/** The second line as one text, for hovers. */
export function summaryLine(version: VersionSummary, texts: HistoryTexts): string {
  const { name, note, change } = secondLine(version, texts);
  return [name ?? [], note ?? [], change ?? []].flat().join(' · ');
}

function changeText(version: VersionSummary, texts: HistoryTexts): string | undefined {
  const lines = version.asFound ? [] : changeLines(version, texts);
  const parts = lines.slice(0, partsInRow).map(({ name, details }) => `${name}: ${details}`);
  const more = lines.length - parts.length + (version.asFound ? 0 : (version.change.more ?? 0));
  if (more > 0) parts.push(texts.counted('row.moreParts', more));
  const all = [origin(version, texts) ?? [], parts, besides(version, texts, othersInRow)].flat();
  return all.length > 0 ? all.join('; ') : undefined;
}

/** One line of a note, as long as a wide sidebar shows. */
function shortened(note: string): string {
  const line = note.replace(/\s+/g, ' ').trim();
  return line.length > noteInRow ? `${line.slice(0, noteInRow - 1)}…` : line;
}
