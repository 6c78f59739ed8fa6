import { describeChange } from '@millwright/flows';
import type { Version } from './answers.ts';
import { counted, say, texts, translate } from './texts.ts';

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
  const { asFound, restoredFrom, safetyFor, operation } = version;
  if (asFound) return say('change.asFound');
  if (restoredFrom !== undefined) {
    const partly = operation === 'history.restore.parts';
    return say(partly ? 'change.restoredPartly' : 'change.restored', { number: restoredFrom });
  }
  if (safetyFor !== undefined) return say('change.safety', { number: safetyFor });
  if (operation === 'found') return say('change.found');
  if (operation === 'flows.reload') return say('change.reloaded');
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
  const lines = describeChange(change.parts, translate).map(({ name, details }) => `${name}: ${details}`);
  return change.more ? [...lines, `+${counted(change.more, 'more part')}`] : lines;
}

function besides(version: Version): readonly string[] {
  if (version.asFound) return [];
  const { change, credentialsChanged } = version;
  return [
    ...(credentialsChanged ? [say('change.credentials')] : []),
    ...moduleLines(version),
    ...(change.parts.length === 0 && change.reordered ? [say('change.reordered')] : []),
  ];
}

/** All there is to say about a version, each a short phrase: where it comes from, parts, credentials, modules. */
export function phrasesOf(version: Version): readonly string[] {
  return [originOf(version) ?? [], version.asFound ? [] : partLines(version), besides(version)].flat();
}

function firstOf(lines: readonly string[], what: string): readonly string[] {
  const more = lines.length - mostInLine;
  return more > 0 ? [...lines.slice(0, mostInLine), `+${counted(more, `more ${what}`)}`] : lines;
}

/** One line about a version: `Oven 3: 2 changed, 1 added; credentials changed`. */
export function summaryOf(version: Version): string {
  const parts = version.asFound ? [] : firstOf(partLines(version), 'part');
  const phrases = [originOf(version) ?? [], parts, firstOf(besides(version), 'thing')].flat();
  return phrases.length > 0 ? phrases.join('; ') : say('change.nothing');
}
