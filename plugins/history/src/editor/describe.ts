import { type ChangeLine, describeChange } from '@millwright/flows';
import type { VersionSummary } from '../common/version.ts';
import type { HistoryTexts } from './texts.ts';

const partsInRow = 3;

/** Who made a version, briefly. */
export function actorName({ actor }: VersionSummary, texts: HistoryTexts): string {
  const name = actor.name ?? texts('actor.unnamed');
  switch (actor.kind) {
    case 'user':
      return name;
    case 'token':
      return texts('actor.token', { name });
    case 'device':
      return texts('actor.device', { name });
    case 'system':
      return texts('actor.system');
    case 'anyone':
      return texts('actor.anyone');
  }
}

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
  if (version.asFound) return texts('change.asFound');
  if (restoredFrom !== undefined) return texts('change.restored', { number: String(restoredFrom) });
  if (safetyFor !== undefined) return texts('change.safety', { number: String(safetyFor) });
  if (operation === 'found') return texts('change.found');
  if (operation === 'flows.reload') return texts('change.reloaded');
  if (/^(projects|nodes)\./.test(operation)) return operationName(version, texts);
  return undefined;
}

/** What else changed, beside the parts of the flows. */
function besides(version: VersionSummary, texts: HistoryTexts): string[] {
  if (version.asFound) return [];
  const found: string[] = [];
  if (version.credentialsChanged) found.push(texts('change.credentials'));
  if (version.modulesChanged) found.push(texts('change.modules'));
  if (version.change.parts.length === 0 && version.change.reordered) found.push(texts('change.reordered'));
  return found;
}

/** All there is to say about a version beside its parts, each a short phrase. */
export function circumstances(version: VersionSummary, texts: HistoryTexts): string[] {
  return [origin(version, texts) ?? [], besides(version, texts)].flat();
}

/** The second line of a row: `Oven 3: 2 changed, 1 added; credentials changed`. Plain text. */
export function summaryLine(version: VersionSummary, texts: HistoryTexts): string {
  const lines = version.asFound ? [] : changeLines(version, texts);
  const parts = lines.slice(0, partsInRow).map(({ name, details }) => `${name}: ${details}`);
  const more = lines.length - parts.length + (version.asFound ? 0 : (version.change.more ?? 0));
  if (more > 0) parts.push(texts.counted('row.moreParts', more));
  const all = [origin(version, texts) ?? [], parts, besides(version, texts)].flat();
  return all.length > 0 ? all.join('; ') : texts('change.nothing');
}
