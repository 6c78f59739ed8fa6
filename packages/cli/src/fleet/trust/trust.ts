import type { Group } from '../../command.ts';
import { commandLines } from '../../command-lines.ts';
import { show } from './show.ts';
import { sign } from './sign.ts';

const commands = [show, sign];

export const trust: Group = {
  name: 'trust',
  summary: 'which keys count for the devices of a hub',
  usage: `millwright fleet trust <command> [options]

Which keys devices take releases from, and which hub.

${commandLines(commands)}

millwright help fleet trust <command>   says more about one of them
`,
  commands,
};
