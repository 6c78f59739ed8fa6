import { exitCodes } from '../command.ts';
import { columns, painted, wrap } from '../terminal/text.ts';
import type { Finding, Place, State } from './finding.ts';
import type { Report } from './report.ts';

/** State is never colour alone: a sign and a word stand with it. Colours are the eight that every terminal has. */
const signs: Readonly<
  Record<State, { readonly sign: string; readonly word: string; readonly colour: number }>
> = {
  works: { sign: '●', word: 'works', colour: 32 },
  attention: { sign: '▲', word: 'attention', colour: 33 },
  fails: { sign: '■', word: 'does not work', colour: 31 },
  unchecked: { sign: '◌', word: 'not checked', colour: 36 },
};

const wordWidth = Math.max(...Object.values(signs).map(({ word }) => word.length));
const indent = 2 + 2 + wordWidth + 2;

/** A command stays in one line, however long, so that it can be copied. */
function row({ state, message, action, command }: Omit<Finding, 'id'>, colour: boolean): string {
  const { sign, word, colour: number } = signs[state];
  const head = `  ${painted(`${sign} ${word}`, number, colour)}${' '.repeat(wordWidth - word.length + 2)}`;
  const [first = '', ...rest] = wrap(message, columns - indent);
  const todo = action === undefined ? [] : wrap(action, columns - indent - 2);
  return [
    `${head}${first}`,
    ...rest.map((line) => `${' '.repeat(indent)}${line}`),
    ...todo.map((line, index) => `${' '.repeat(indent)}${index === 0 ? '→ ' : '  '}${line}`),
    ...(command === undefined ? [] : [`${' '.repeat(indent + 4)}${command}`]),
  ].join('\n');
}

function placeText({ kind, name, findings, problem, help = [] }: Place, colour: boolean): string {
  const title = `${kind === 'instance' ? 'Running instance' : 'User directory'} ${name}`;
  return [
    title,
    ...findings.map((finding) => row(finding, colour)),
    ...(problem === undefined
      ? []
      : [row({ state: 'fails', message: `${problem.message} (${problem.code})` }, colour)]),
    ...help.map((line) => `    ${line}`),
  ].join('\n');
}

function summary({ counts, exitCode }: Report): string {
  const { works, attention, fails, unchecked } = counts;
  const parts = [
    [works, works === 1 ? 'works' : 'work'],
    [attention, attention === 1 ? 'needs attention' : 'need attention'],
    [fails, fails === 1 ? 'does not work' : 'do not work'],
    [unchecked, 'not checked'],
  ] as const;
  const text = parts
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${count} ${words}`)
    .join(', ');
  return exitCode === exitCodes.failed
    ? `${text}.\nNot all that was asked for could be looked at.`
    : `${text}.`;
}

/** The report for people, at most 80 columns wide but for words that are longer. */
export function reportText(report: Report, colour: boolean): string {
  const own = ['This command', ...report.here.map((finding) => row(finding, colour))].join('\n');
  const places = report.places.map((place) => placeText(place, colour));
  return `Millwright doctor ${report.version}\n\n${[own, ...places, summary(report)].join('\n\n')}\n`;
}
