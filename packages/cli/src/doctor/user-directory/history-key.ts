import { join } from 'node:path';
import { attention, type Finding, fails } from '../finding.ts';
import { readText } from './files.ts';

export const historyDatabase = 'history.db';

/** The key that history begins with; whenever it goes on with another one, that is a file of another name. */
const mainKey = 'history.key';
const keyName = /^history.*\.key$/;

/** Bytes of a key, which stands in its file as base64. */
const keyLength = 32;

function stateOfKey(path: string): 'usable' | 'lost' | 'closed' {
  const text = readText(path);
  if (text.kind === 'unreadable') return 'closed';
  if (text.kind === 'missing') return 'lost';
  return Buffer.from(text.value.trim(), 'base64').length === keyLength ? 'usable' : 'lost';
}

const restore = (name: string): string =>
  `Put the former ${mainKey} back as ${name} from a backup, then restart Node-RED. Until then, new versions are kept under a new key`;

/**
 * Whether the key is there with which versions were sealed, for a directory with a database of history.
 *
 * @param keys the folder of keys
 * @param title the same folder, as it is to be shown
 * @param names what lies in it
 */
export function historyKeyFindings(
  keys: string,
  title: string,
  names: readonly string[],
): readonly Finding[] {
  const id = 'keys.history';
  const name = `${title}/${mainKey}`;
  const main = stateOfKey(join(keys, mainKey));
  if (main === 'usable') return [];
  if (main === 'closed') {
    return [attention(id, `${name} cannot be read`, 'Run this as the user that runs Node-RED')];
  }
  const what = `${name} is ${names.includes(mainKey) ? 'no usable key' : 'missing'}`;
  const others = names.filter((other) => other !== mainKey && keyName.test(other));
  return others.some((other) => stateOfKey(join(keys, other)) === 'usable')
    ? [
        attention(
          id,
          `${what}, and history goes on with another key: versions that were sealed with the former one cannot be read (history.key-lost)`,
          restore(name),
        ),
      ]
    : [
        fails(
          id,
          `${what}: no version in ${historyDatabase} can be read without it (history.key-lost)`,
          restore(name),
        ),
      ];
}
