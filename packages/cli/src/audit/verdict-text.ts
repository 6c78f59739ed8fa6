import type { Verdict } from '@millwright/ledger';
import { columns, counted, painted, plain, wrap } from '../terminal/text.ts';
import type { Subject } from './subject.ts';

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

/** How the same reason reads for what a file destination has received. */
const copyReasons: Partial<Record<keyof typeof reasons, string>> = {
  'no-checkpoint': 'There is no signed checkpoint beside the events, or none that they lead to yet.',
  'no-anchor':
    'Nothing in it is wrong, as far as it goes; but whoever can write this directory can cut off its events together with their checkpoints, which therefore vouch for nothing. Give checkpoints that were kept elsewhere with --anchors. If nobody but you can write here, name this directory there, too.',
};

/** What comes first where something was found: most of what is done in a hurry destroys evidence. */
const whatNow = [
  'Keep a copy of the folder "millwright" and of this file as they are now, on a medium that is then write-protected.',
  'Compare with copies outside: what destinations received, backups, exports. They say what was written, and until when all was well.',
  'Tell those who answer for the security of the plant. A failing disk can do the same: have it looked at.',
  'Do not restore a backup over it, and do not delete it: that is what the evidence would be lost by. Node-RED may run on, and goes on recording.',
] as const;

const mostShown = 20;

const shown = (count: number): string => count.toLocaleString('en-US');
const row = (name: string, text: string): string => {
  const [first = '', ...rest] = wrap(text, columns - 14);
  return [`  ${name.padEnd(12)}${first}`, ...rest.map((line) => `${' '.repeat(14)}${line}`)].join('\n');
};

export interface VerdictTextOptions {
  readonly kind: Subject['kind'];
  /** How many of the anchors that were given are those of other logs. */
  readonly foreign: number;
  readonly colour: boolean;
}

/** A verdict for people. */
export function verdictText(verdict: Verdict, { kind, foreign, colour }: VerdictTextOptions): string {
  const { result, reason, faults, origin, fingerprint } = verdict;
  const { sign, says, colour: number } = signs[result];
  const lines = [`${painted(sign, number, colour)} ${says}`];
  if (reason && result === 'unverifiable')
    lines.push(
      ...wrap((kind === 'copy' && copyReasons[reason]) || reasons[reason], columns - 2).map(
        (line) => `  ${line}`,
      ),
    );
  for (const { kind, message } of faults.slice(0, mostShown)) lines.push(row(kind, plain(message)));
  if (faults.length > mostShown) lines.push(row('', `and ${faults.length - mostShown} more: see --json`));
  lines.push('');
  if (origin) lines.push(row('log', plain(origin)));
  if (fingerprint) lines.push(row('key', fingerprint));
  for (const { origin: other, size, time } of verdict.others ?? [])
    lines.push(row('other log', `${plain(other)}, ${otherText(size, time)}`));
  lines.push(row('events', eventsText(verdict)), row('covered', coverText(verdict, foreign)));
  lines.push(row('as of', asOfText(verdict, kind)));
  if (verdict.later) lines.push(row('', laterText(verdict)));
  if (result === 'tampered') {
    lines.push('', 'What to do now');
    for (const [index, text] of whatNow.entries()) lines.push(row(`${index + 1}.`, text));
  }
  return `${lines.join('\n')}\n`;
}

/** By what is signed: a copy or an export that ends early looks like a new one. */
function asOfText({ signed, time, anchored, anchoredTime }: Verdict, kind: Subject['kind']): string {
  const upTo = (size: number, moment: number | undefined): string =>
    `event ${shown(size - 1)}${moment === undefined ? '' : `, ${momentText(moment)}`}`;
  const texts = [
    signed === 0 ? 'no checkpoint' : `${upTo(signed, time)}: the newest signed checkpoint`,
    anchored === 0 ? 'no anchor' : `${upTo(anchored, anchoredTime)}: the newest anchor`,
  ];
  const later =
    kind === 'database'
      ? ''
      : '. Nothing here can say whether the log went on: one that was cut off there looks the same';
  return `${texts.join('; ')}${later}`;
}

/** For those who were there, and for comparing with the log itself. */
function momentText(time: number): string {
  const moment = new Date(time);
  const local = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' }).format(moment);
  return `${local} local time (${moment.toISOString().replace(/\.\d+Z$/, 'Z')} UTC)`;
}

const laterText = ({ later = 0 }: Verdict): string =>
  `${counted(later, 'anchor')} came after that and cannot say anything of it: make sure that it was exported then`;

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
