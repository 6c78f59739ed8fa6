import { join } from 'node:path';
import { isClearLine } from '@millwright/schema';
import { attention, type Finding } from '../finding.ts';
import { readJson, textIn } from './files.ts';

/** How this Node-RED, as a device, reaches its hub; nothing where it is no device, or says so itself. */
export function lookAtFleetLine(directory: string): readonly Finding[] {
  const read = readJson(join(directory, 'millwright', 'fleet', 'device', 'identity.json'));
  const hub = read.kind === 'found' ? textIn(read.value, 'hub') : undefined;
  if (hub === undefined || !isClearLine(hub)) return [];
  return [
    attention(
      'fleet.line',
      `This device reaches its hub by plain HTTP (${hub}): whoever is on the way reads the flows, though he cannot change them`,
      'Give the hub an address with https, and enrol the device anew with a code that names it',
    ),
  ];
}
