import type { Group } from '../command.ts';
import { commandLines } from '../command-lines.ts';
import { commonUsage } from '../instance/common.ts';
import { diff } from './diff/diff.ts';
import { list } from './list.ts';
import { restore } from './restore/restore.ts';
import { show } from './show.ts';
import { verify } from './verify.ts';

const commands = [list, show, diff, restore, verify];

const usage = `millwright history <command> [options]

The versions that history keeps of a running Node-RED, and the way back.

${commandLines(commands)}

millwright help history <command>   says more about one of them

${commonUsage}
Ends with 0 when all is well, 1 when something differs or needs attention, 2
after wrong use or when it could not be done.
`;

export const history: Group = {
  name: 'history',
  summary: 'lists, shows, compares, restores and checks versions of flows',
  usage,
  commands,
};
