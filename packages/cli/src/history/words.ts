import { describeChange } from '@millwright/flows';
import { counted } from '../terminal/text.ts';
import type { Version } from './answers.ts';
import { say, texts, translate } from './texts.ts';

/** So many parts are named in one line, and so many other things. */
const mostInLine = 3;

/** Who made a version, briefly. */
export function actorName({ actor: { kind, name = say('actor.unnamed') } }: Version): string {
  if (kind === 'user') return name;
  const key = `actor.${kind}`;
  return key in texts ? say(key, { name }) : `${kind} ${name}`;
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
  const { damaged, asFound, restoredFrom, safetyFor, operation } = version;
  if (damaged) return say('change.damaged');
  if (asFound) return say('change.asFound');
  if (restoredFrom !== undefined) {
    const partly = operation === 'history.restore.parts';
    return say(partly ? 'change.restoredPartly' : 'change.restored', { number: restoredFrom });
  }
  if (safetyFor !== undefined) return say('change.safety', { number: safetyFor });
  if (operation === 'found') return say('change.found');
  if (operation === 'flows.reload') return say('change.reloaded');
  // Which module came or went is said below.
  if (/^nodes\.(install|remove)$/.test(operation) && version.modules.length > 0) return undefined;
  if (/^(projects|nodes)\./.test(operation)) return operationName(version);
  return undefined;
}

/** `module node-red-contrib-x 1.2 → 1.3`, for each module that came, went or became another version. */
function moduleLines({ modulesChanged, modules }: Version): readonly string[] {
  if (modules.length === 0) return modulesChanged ? [say('change.modules')] : [];
  return modules.map(({ name, before, after }) => {
    if (before === undefined) return say('change.module.added', { name, after: after ?? '' });
    if (after === undefined) return say('change.module.removed', { name, before });
    return say('change.module.changed', { name, before, after });
  });
}

/** What was changed in the flows, part by part: `Oven 3: 2 changed, 1 added`. */
function partLines({ change }: Version): readonly string[] {
  const described = describeChange(change.parts, translate);
  const lines = change.parts.map(({ state, added }, index) => {
    const { name, details } = described[index] ?? { name: '', details: '' };
    // All nodes of a new part are new: saying so twice would puzzle.
    const whole = state === 'added' && added > 0;
    return `${name}: ${whole ? `${say('change.part.added')}, ${counted(added, 'node')}` : details}`;
  });
  return change.more ? [...lines, `+${counted(change.more, 'more part')}`] : lines;
}

/** `credentials of Ask MES, Press changed`, for each thing that became of credentials. */
function credentialLines({ credentialsChanged, credentials }: Version, atMost: number): readonly string[] {
  if (credentials.length === 0) return credentialsChanged ? [say('change.credentials')] : [];
  return [...Map.groupBy(credentials, ({ state }) => state)].map(([state, nodes]) => {
    const names = nodes.slice(0, atMost).map(({ label, type }) => label || type);
    if (nodes.length > atMost) names.push(`+${nodes.length - atMost} more`);
    return say(`change.credential.${state}`, { nodes: names.join(', ') });
  });
}

function besides(version: Version, atMost: number): readonly string[] {
  if (version.asFound) return [];
  const { change } = version;
  return [
    ...credentialLines(version, atMost),
    ...moduleLines(version),
    ...(change.parts.length === 0 && change.reordered ? [say('change.reordered')] : []),
  ];
}

/** All there is to say about a version, each a short phrase: where it comes from, parts, credentials, modules. */
export function phrasesOf(version: Version): readonly string[] {
  return [
    originOf(version) ?? [],
    version.asFound ? [] : partLines(version),
    besides(version, Number.POSITIVE_INFINITY),
  ].flat();
}

function firstOf(lines: readonly string[], what: string): readonly string[] {
  const more = lines.length - mostInLine;
  return more > 0 ? [...lines.slice(0, mostInLine), `+${counted(more, `more ${what}`)}`] : lines;
}

/** One line about a version: `Oven 3: 2 changed, 1 added; credentials changed`. */
export function summaryOf(version: Version): string {
  const parts = version.asFound ? [] : firstOf(partLines(version), 'part');
  const phrases = [originOf(version) ?? [], parts, firstOf(besides(version, mostInLine), 'thing')].flat();
  return phrases.length > 0 ? phrases.join('; ') : say('change.nothing');
}
