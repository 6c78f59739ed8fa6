import { plain, short } from '../terminal/text.ts';
import type { Device } from './answers.ts';
import { releaseText } from './release-name.ts';
import { table } from './rows.ts';

const mostOfName = 40;

const units = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
] as const;

/** `now`, `40 s ago`, `3 h ago`; `never`. */
export function agoText(then: number | undefined, now: number): string {
  if (then === undefined) return 'never';
  const seconds = Math.max(0, Math.round((now - then) / 1000));
  if (seconds < 2) return 'now';
  const [unit, length] = units.find(([, each]) => seconds >= each) ?? ['s', 1];
  return `${Math.floor(seconds / length)} ${unit} ago`;
}

const runs = ({ running, wanted }: Device): string => {
  const isSame = running?.name === wanted?.name && running?.version === wanted?.version;
  return wanted === undefined || isSame
    ? releaseText(running)
    : `${releaseText(running)} -> ${releaseText(wanted)}`;
};

const stateText = ({ state, phase }: Device): string =>
  plain(phase !== undefined && state === 'working' ? `${state} (${phase})` : state);

/** One line each in columns, and why, for those with which something is wrong. */
export function devicesText(devices: readonly Device[], now: number): string {
  if (devices.length === 0) return 'No device.\n';
  const lines = table(
    devices.map((device) => [
      device.online ? '●' : '○',
      short(plain(device.name), mostOfName),
      stateText(device),
      runs(device),
      agoText(device.lastSeen, now),
      plain(device.labels.map(({ name, value }) => `${name}=${value}`).join(' ')),
    ]),
  );
  return devices
    .flatMap(({ trouble }, at) => [
      lines[at] ?? '',
      ...(trouble ? [`    ${plain(trouble.message)} (${plain(trouble.code)})`] : []),
    ])
    .map((line) => `${line}\n`)
    .join('');
}
