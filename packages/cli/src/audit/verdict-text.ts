import type { Verdict } from '@millwright/ledger';
import { columns, counted, painted, plain, wrap } from '../terminal/text.ts';

const signs = {
  ok: { sign: '●', colour: 32, says: 'The log is as it was written.' },
  tampered: { sign: '■', colour: 31, says: 'The log is not as it was written.' },
  unverifiable: { sign: '▲', colour: 33, says: 'Nobody can tell whether the log is as it was written.' },
} as const;

const reasons = {
  replaced:
    'Anchors know another log of this Node-RED. Somebody may have taken that one away and put this one into its place. If you know why there is another one, such as a damaged file that was set aside, check that one too, and say so: --former with its name. If not, find it: a backup, and what destinations have received.',
  empty: 'It holds no events.',
  'no-checkpoint':
    'No signed checkpoint covers it yet: Node-RED signs within seconds after an event, and when it stops.',
  'no-anchor':
    'Nothing in it is wrong, but whoever can write the file can also write it anew. Give checkpoints that were kept elsewhere: --anchors with files of a syslog server, of a broker or of a file destination.',
} as const;

const mostShown = 20;

const shown = (count: number): string => count.toLocaleString('en-US');
const row = (name: string, text: string): string => {
  const [first = '', ...rest] = wrap(text, columns - 14);
  return [`  ${name.padEnd(12)}${first}`, ...rest.map((line) => `${' '.repeat(14)}${line}`)].join('\n');
};

/** A verdict for people. @param foreign how many of the anchors that were given are those of other logs */
export function verdictText(verdict: Verdict, foreign: number, colour: boolean): string {
  const { result, reason, faults, origin, fingerprint } = verdict;
  const { sign, says, colour: number } = signs[result];
  const lines = [`${painted(sign, number, colour)} ${says}`];
  if (reason && result === 'unverifiable')
    lines.push(...wrap(reasons[reason], columns - 2).map((line) => `  ${line}`));
  for (const { kind, message } of faults.slice(0, mostShown)) lines.push(row(kind, plain(message)));
  if (faults.length > mostShown) lines.push(row('', `and ${faults.length - mostShown} more: see --json`));
  lines.push('');
  if (origin) lines.push(row('log', plain(origin)));
  if (fingerprint) lines.push(row('key', fingerprint));
  for (const { origin: other, size, time } of verdict.others ?? [])
    lines.push(row('other log', `${plain(other)}, ${otherText(size, time)}`));
  lines.push(row('events', eventsText(verdict)), row('covered', coverText(verdict, foreign)));
  if (verdict.later) lines.push(row('as of', laterText(verdict)));
  return `${lines.join('\n')}\n`;
}

/** An old export looks like a new one, but for the time that is signed. */
const laterText = ({ time = 0, later = 0 }: Verdict): string =>
  `${new Date(time).toISOString()}, by its last checkpoint. ${counted(later, 'anchor')} came after that and cannot say anything of it: make sure that it was exported then`;

const otherText = (size: number, time: number | undefined): string =>
  `${counted(size, 'event')} by its last anchor${time === undefined ? '' : `, ${new Date(time).toISOString()}`}`;

function eventsText({ size, checked, pruned }: Verdict): string {
  const left = size - checked - pruned;
  return [
    `${shown(size)} written, ${shown(checked)} checked`,
    ...(pruned > 0 ? [`${shown(pruned)} pruned by the retention`] : []),
    ...(left > 0 ? [`${shown(left)} not in this file`] : []),
  ].join(', ');
}

function coverText({ size, signed, anchored, anchors }: Verdict, foreign: number): string {
  const open = size - anchored;
  const others = foreign > 0 ? `; ${counted(foreign, 'anchor')} of other logs left out` : '';
  if (anchored === 0) return `by no anchor; ${shown(signed)} signed${others}`;
  return `the first ${shown(anchored)} by ${counted(anchors, 'anchor')}, ${
    open === 0 ? 'which is all' : `the last ${shown(open)} by none yet`
  }; ${shown(signed)} signed${others}`;
}
