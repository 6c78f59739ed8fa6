import type { Group } from '../command.ts';
import { commandLines } from '../command-lines.ts';
import { commonUsage } from '../instance/common.ts';
import { check } from './check.ts';
import { confirm } from './confirm.ts';
import { explain } from './explain.ts';
import { policy } from './policy/policy.ts';
import { recover } from './recover.ts';
import { revert } from './revert.ts';

const commands = [explain, check, policy, confirm, revert, recover];

export const access: Group = {
  name: 'access',
  summary: 'explains, checks and changes who may do what',
  usage: `millwright access <command> [options]

Who may do what in a Node-RED, and why.

${commandLines(commands)}

millwright help access <command>   says more about one of them

${commonUsage}
Ends with 0 when all is well, 1 when the answer is no or a file is not valid, 2
after wrong use or when it could not be done.
`,
  commands,
};
