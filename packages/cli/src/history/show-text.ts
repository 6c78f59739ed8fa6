import { columns, counted, painted, plain, wrap } from '../terminal/text.ts';
import type { Details } from './answers.ts';
import { isoWithOffset } from './moments.ts';
import { nodeName } from './node-name.ts';
import { say } from './texts.ts';
import { actorName, operationName, phrasesOf } from './words.ts';

const labelWidth = 13;

function row(label: string, text: string): readonly string[] {
  const lines = wrap(plain(text), columns - labelWidth - 2);
  return lines.map((line, index) => `  ${(index === 0 ? label : '').padEnd(labelWidth)}${line}`);
}

function section(title: string, entries: readonly string[]): readonly string[] {
  return entries.length === 0 ? [] : ['', title, ...entries.map((entry) => `  ${plain(entry)}`)];
}

const kinds = { tab: 'tab', subflow: 'subflow', configuration: '', global: '' } as const;

function partText({ kind, id, label, nodes }: Details['parts'][number]): string {
  const name = label || say(`change.name.${kind}`);
  return `${[kinds[kind], name].join(' ').trim()}, ${counted(nodes, 'node')}  (${kind}:${id})`;
}

/** `"Before the shift", runs now, pinned` */
function standing({ version: { name, state, pinned } }: Details): string {
  return [
    ...(name === undefined ? [] : [`"${name}"`]),
    ...(state === 'current' ? ['runs now'] : []),
    ...(pinned ? ['pinned'] : []),
  ].join(', ');
}

/** All about one version, for people. */
export function showText(details: Details, colour: boolean): string {
  const { version, parts, modules, settings, credentials } = details;
  const { number, note, rev, parent } = version;
  return [
    `${painted(`Version ${number}`, 1, colour)} ${plain(standing(details))}`.trim(),
    ...row('Made', isoWithOffset(version.time).replace('T', ' ')),
    ...row('By', actorName(version)),
    ...row('Operation', operationName(version)),
    ...(note === undefined ? [] : row('Note', note)),
    ...row('Revision', rev ?? 'not known: the key of this version is missing'),
    ...(parent === undefined ? [] : row('After', `version ${parent}`)),
    ...row(
      'Ran on',
      `Node-RED ${settings.nodeRed}, Node.js ${settings.node}, ${settings.platform} ${settings.architecture}`,
    ),
    ...section('What changed', phrasesOf(version)),
    ...section('What it holds', parts.length === 0 ? ['no flows at all'] : parts.map(partText)),
    ...section(
      'Modules',
      modules.map(({ name, version: installed }) => `${name} ${installed}`),
    ),
    ...section(
      'Settings',
      Object.entries(settings.values).map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
    ),
    ...section('Nodes with credentials', credentials.map(nodeName)),
    '',
  ].join('\n');
}
