import { counted } from '../terminal/text.ts';
import type { Ended, Plan } from './policy.ts';
import type { EndKind } from './starts.ts';

const secondsOf = (milliseconds: number): string => counted(Math.round(milliseconds / 1000), 'second');

const howItEnded = ({ code, signal }: Ended): string =>
  signal === null ? `with exit code ${code}` : `by ${signal}`;

/** What is said of an end. @param after seconds that it lasted */
export function endText(kind: EndKind, ended: Ended, after: number): string {
  const lasted = `after ${secondsOf(after * 1000)}`;
  const meanwhile = ended.code === 0 ? ', in the middle of a release' : '';
  const texts: Readonly<Record<EndKind, string>> = {
    crash: `Node-RED ended ${howItEnded(ended)} ${lasted}${meanwhile}`,
    blocked: `Node-RED was ended ${lasted}, since it was blocked`,
    asked: `Node-RED ended ${lasted} and wants to be started again`,
    stopped: `Node-RED was stopped ${lasted} and ended ${howItEnded(ended)}`,
    left: `Node-RED ended by itself ${lasted}, without an error`,
  };
  return texts[kind];
}

/** What is said of a start. @param count of all starts in this user directory */
export function startText({ cause, safe }: Plan, count: number): string {
  const causes: Readonly<Record<Plan['cause'], string>> = {
    reboot: ', the first since the machine started',
    crash: ', after a crash',
    blocked: ', after it was blocked',
    unknown: '',
  };
  const text = `Start ${count}${causes[cause]}`;
  return safe
    ? `${text}. It ended too often in a row, so flows are not started (safe mode): open the editor, mend them and deploy`
    : text;
}

export const silenceText = (milliseconds: number): string =>
  `Node-RED's event loop has not turned for ${secondsOf(milliseconds)}: it is ended`;

export const delayText = (milliseconds: number): string => `The next start is in ${secondsOf(milliseconds)}`;

export const unheardText =
  'Nothing tells whether the event loop turns: a crash is noticed, a block is not. Give the command that runs Node-RED itself, such as `node-red`, and not one that starts it, such as `npm start`';
