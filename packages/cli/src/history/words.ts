import { describeChange } from '@millwright/flows';
import type { Version } from './answers.ts';
import { counted, say, translate } from './texts.ts';

/** So many parts are named in one line. */
const partsInLine = 3;

/** Who made a version, briefly. */
export function actorName({ actor: { kind, name = say('actor.unnamed') } }: Version): string {
  if (kind === 'user') return name;
  return say(`actor.${kind}`, { name });
}

/** What made a version: `Deploy (modified flows)`. */
export function operationName({ operation, deployType }: Version): string {
  const name = say(`operation.${operation}`).replace(/^operation\./, '');
  return deployType === undefined || deployType === 'reload'
    ? name
    : `${name} (${say(`deployType.${deployType}`).replace(/^deployType\./, '')})`;
}

/** Where a version comes from when it is not a deploy; undefined when it is one. */
function originOf(version: Version): string | undefined {
  const { asFound, restoredFrom, safetyFor, operation } = version;
  if (asFound) return say('change.asFound');
  if (restoredFrom !== undefined) return say('change.restored', { number: restoredFrom });
  if (safetyFor !== undefined) return say('change.safety', { number: safetyFor });
  if (operation === 'found') return say('change.found');
  if (operation === 'flows.reload') return say('change.reloaded');
  if (operation.startsWith('projects.')) return operationName(version);
  return undefined;
}

/** A module that came, went, or became another version of itself: `node-red-contrib-x 1.2 → 1.3`. */
export function moduleText({
  name,
  before,
  after,
}: {
  name: string;
  before?: string | undefined;
  after?: string | undefined;
}): string {
  if (before === undefined) return `${name} ${after ?? ''} added`;
  return after === undefined ? `${name} ${before} removed` : `${name} ${before} → ${after}`;
}

function modulesOf({ modulesChanged, modules }: Version): string[] {
  if (!modulesChanged) return [];
  const listed = modules.slice(0, partsInLine).map((each) => `module ${moduleText(each)}`);
  const more = modules.length - listed.length;
  if (listed.length === 0) return [say('change.modules')];
  return more > 0 ? [...listed, `+${counted(more, 'more module')}`] : listed;
}

/** What was changed in the flows, part by part: `Oven 3: 2 changed, 1 added`. */
export function partLines({ change }: Version): readonly string[] {
  const lines = describeChange(change.parts, translate).map(({ name, details }) => `${name}: ${details}`);
  return change.more ? [...lines, `+${counted(change.more, 'more part')}`] : lines;
}

/** All that a version is about, each a short phrase: origin, parts, credentials, modules. */
export function phrasesOf(version: Version): readonly string[] {
  const origin = originOf(version) ?? [];
  if (version.asFound) return [origin].flat();
  const { change, credentialsChanged } = version;
  const lines = partLines(version);
  const more = lines.length - partsInLine;
  const parts = more > 0 ? [...lines.slice(0, partsInLine), `+${counted(more, 'more part')}`] : lines;
  const reordered = change.parts.length === 0 && change.reordered ? [say('change.reordered')] : [];
  const credentials = credentialsChanged ? [say('change.credentials')] : [];
  return [origin, parts, reordered, credentials, modulesOf(version)].flat();
}

/** One line about a version: `Oven 3: 2 changed, 1 added; credentials changed`. */
export function summaryOf(version: Version): string {
  const phrases = phrasesOf(version);
  return phrases.length > 0 ? phrases.join('; ') : say('change.nothing');
}
