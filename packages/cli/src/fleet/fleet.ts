import type { Group } from '../command.ts';
import { commandLines } from '../command-lines.ts';
import { commonUsage } from '../instance/common.ts';
import { deploys } from './deploys.ts';
import { devices } from './devices.ts';
import { enrol } from './enrol.ts';
import { exportRelease } from './export.ts';
import { key } from './key/key.ts';
import { show } from './show.ts';
import { sign } from './sign.ts';
import { trust } from './trust/trust.ts';

const commands = [devices, deploys, key, trust, sign, exportRelease, show, enrol];

export const fleet: Group = {
  name: 'fleet',
  summary: 'devices and releases of a hub; signs releases away from it',
  usage: `millwright fleet <command> [options]

The same flows on many devices: what runs where, and releases that are signed
with a key that the hub does not have.

${commandLines(commands)}

millwright help fleet <command>   says more about one of them

${commonUsage}
Ends with 0 when all is well, 1 when something needs attention, 2 after wrong
use or when it could not be done.
`,
  commands,
};
