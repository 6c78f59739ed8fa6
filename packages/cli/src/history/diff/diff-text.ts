import { describeChange, lineDifference } from '@millwright/flows';
import { painted, visible } from '../../terminal/text.ts';
import type { Comparison, NodeDifference, PartDifference, Property } from '../answers.ts';
import { nodeName } from '../node-name.ts';
import { overviewOf } from '../overview.ts';
import { say, translate } from '../texts.ts';
import { propertyLines } from './property-lines.ts';
import type { Shown } from './shown.ts';

/** What stands around lines that differ. */
const context = 3;

/** A line of the output: its sign in the first column, so that others find it, then how deep it stands. */
interface Line {
  readonly sign: ' ' | '+' | '-' | '~' | '@' | '#';
  readonly depth: number;
  readonly text: string;
}

const colours = { ' ': undefined, '+': 32, '-': 31, '~': 33, '@': 36, '#': 1 } as const;

function written({ sign, depth, text }: Line, colour: boolean): string {
  const shown = sign === '@' || sign === '#' ? ' ' : sign;
  const line = `${shown} ${'  '.repeat(depth)}${visible(text)}`.trimEnd();
  const number = colours[sign];
  return number === undefined ? line : painted(line, number, colour);
}

const signs = { same: ' ', added: '+', removed: '-' } as const;

/** Both sides of a text, as a unified diff; where in the text it is, is said only if not all of it is shown. */
function textLines(before: readonly string[], after: readonly string[], depth: number): readonly Line[] {
  const hunks = lineDifference(before.join('\n'), after.join('\n'), { context });
  const all =
    hunks.length === 1 && hunks[0]?.lines.filter(({ state }) => state !== 'added').length === before.length;
  return hunks.flatMap(({ beforeStart, afterStart, lines }): readonly Line[] => {
    const removed = lines.filter(({ state }) => state !== 'added').length;
    const added = lines.filter(({ state }) => state !== 'removed').length;
    const where = `@@ -${beforeStart},${removed} +${afterStart},${added} @@`;
    return [
      ...(all ? [] : [{ sign: '@', depth, text: where } as const]),
      ...lines.map(({ state, text }) => ({ sign: signs[state], depth, text })),
    ];
  });
}

function propertyText(property: Property, names: Comparison['names'], depth: number): readonly Line[] {
  const before = propertyLines(property, property.before, names);
  const after = propertyLines(property, property.after, names);
  // A text without lines is still there, which no line could say.
  const empty = (lines: readonly string[] | undefined): boolean => lines?.join('\n') === '';
  const shown = (lines: readonly string[] | undefined): readonly string[] =>
    lines === undefined ? [] : empty(lines) ? ['(empty)'] : lines;
  return [{ sign: ' ', depth, text: property.name }, ...textLines(shown(before), shown(after), depth + 1)];
}

const signOf = { added: '+', removed: '-', changed: ' ', moved: ' ' } as const;

function nodeText(node: NodeDifference, names: Comparison['names']): readonly Line[] {
  return [
    { sign: signOf[node.state], depth: 1, text: `${nodeName(node)}: ${node.state}` },
    ...node.properties.flatMap((property) => propertyText(property, names, 2)),
  ];
}

const kindNames = { tab: 'tab ', subflow: 'subflow ', configuration: '', global: '' } as const;

function partText(part: PartDifference, names: Comparison['names']): readonly Line[] {
  const [line] = describeChange([overviewOf(part)], translate);
  const label = part.label === '' ? (line?.name ?? '') : `"${part.label}"`;
  const former = part.formerLabel === undefined ? '' : `, "${part.formerLabel}" before`;
  return [
    { sign: '#', depth: 0, text: `${kindNames[part.kind]}${label}${former}: ${line?.details ?? ''}` },
    ...part.properties.flatMap((property) => propertyText(property, names, 1)),
    ...part.nodes.flatMap((node) => nodeText(node, names)),
  ];
}

function section(title: string, lines: readonly Line[]): readonly Line[] {
  return lines.length === 0 ? [] : [{ sign: '#', depth: 0, text: title }, ...lines];
}

function bothSides(before: string | undefined, after: string | undefined): readonly Line[] {
  return [
    ...(before === undefined ? [] : [{ sign: '-', depth: 0, text: before } as const]),
    ...(after === undefined ? [] : [{ sign: '+', depth: 0, text: after } as const]),
  ];
}

const setting = (name: string, value: unknown): string | undefined =>
  value === undefined ? undefined : `${name}: ${JSON.stringify(value)}`;

/** The difference for people and for pipes: signs in the first column, as `diff -u` has them. */
export function diffText(
  shown: Shown,
  names: Comparison['names'],
  sides: { readonly before: string; readonly after: string },
  colour: boolean,
): string {
  const blocks: readonly (readonly Line[])[] = [
    ...shown.parts.map((part) => partText(part, names)),
    shown.reordered ? [{ sign: ' ', depth: 0, text: say('change.reordered') }] : [],
    section(
      'Modules',
      shown.modules.flatMap(({ name, before, after }) =>
        bothSides(before && `${name} ${before}`, after && `${name} ${after}`),
      ),
    ),
    section(
      'Settings',
      shown.settings.flatMap(({ name, before, after }) =>
        bothSides(setting(name, before), setting(name, after)),
      ),
    ),
    section(
      'Credentials (values are never shown)',
      shown.credentials.map((node) => ({
        sign: ({ set: '+', removed: '-' } as const)[node.state] ?? '~',
        depth: 0,
        text: `${nodeName(node)}${node.part === '' ? '' : ` on "${node.part}"`}: ${node.state}`,
      })),
    ),
  ];
  const head = [`--- ${sides.before}`, `+++ ${sides.after}`].map((line) => painted(visible(line), 1, colour));
  const body = blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => written(line, colour)).join('\n'));
  return `${head.join('\n')}\n${body.join('\n\n')}\n`;
}
