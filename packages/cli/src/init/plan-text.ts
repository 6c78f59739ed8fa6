import { accessPackage } from '../doctor/user-directory/access-package.ts';
import { columns, plain, wrap } from '../terminal/text.ts';

import type { Plan } from './plan.ts';
import { secureLine } from './settings-line.ts';

const indented = (text: string): string => wrap(text, columns - 2).join('\n  ');

/** What would be written, file by file. */
export function planText({ place, settings, secure, undo }: Plan): string {
  const {
    directory,
    settings: { origin },
  } = place;
  const lines = [`In ${plain(directory)}:`];
  if (secure) {
    const how = place.secure.text === undefined ? '+' : '~';
    lines.push(`${how} ${indented(`millwright/secure.cjs, from ${accessPackage} ${plain(secure.version)}`)}`);
  }
  if (settings !== undefined) {
    if (origin !== undefined) lines.push(`+ ${indented(`settings.js, a copy of ${plain(origin)}`)}`);
    lines.push(
      `~ settings.js, which ${undo ? 'loses its' : 'gets one'} line${undo ? '' : ' at its end'}:`,
      `    ${secureLine}`,
    );
    if (origin === undefined)
      lines.push('+ a copy of settings.js as it is now, settings.js.before-millwright…');
  }
  const notes = undo
    ? 'Without it, Node-RED opens its admin side to its own log-in alone whenever access is missing or does not start.'
    : 'A log-in that is there (adminAuth) stays. The result is loaded once, in a process of its own, before it is put in place.';
  return `${[...lines, '', ...wrap(notes, columns)].join('\n')}\n`;
}

/** Who can log in once it was written. */
export type Entry = 'owner' | 'settings' | 'set-up';

const code = "The code stands in Node-RED's log and in millwright/set-up-code";
const entries: Readonly<Record<Entry, string>> = {
  owner: 'Open the editor and log in as before.',
  settings: `Open the editor, log in as before, and set access up in its sidebar. ${code}.`,
  'set-up': `Open the editor and log in as \`setup\`, with the code as password. ${code}.`,
};

/** What is to be done after it was written. */
export function nextSteps({ undo }: Plan, entry: Entry): string {
  if (undo) return 'Done. Restart Node-RED.\n';
  const steps = [
    'Restart Node-RED.',
    entries[entry],
    'If the editor stays closed, its page and `millwright doctor` say why.',
  ];
  const lines = steps.map((step, index) => `  ${index + 1}. ${wrap(step, columns - 5).join('\n     ')}`);
  return `${['Done. Next:', ...lines, 'The way back: millwright init --undo'].join('\n')}\n`;
}
