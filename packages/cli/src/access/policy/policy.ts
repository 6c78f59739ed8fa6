import type { Group } from '../../command.ts';
import { commandLines } from '../../command-lines.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { set } from './set.ts';

const commands = [get, set, list];

export const policy: Group = {
  name: 'policy',
  summary: 'prints, changes and lists the rules of a running Node-RED',
  usage: `millwright access policy <command> [options]

The roles, rules and bindings of a running Node-RED, as a file.

${commandLines(commands)}

millwright help access policy <command>   says more about one of them
`,
  commands,
};
