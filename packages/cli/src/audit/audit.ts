import type { Group } from '../command.ts';
import { commandLines } from '../command-lines.ts';
import { checkProof } from './check-proof.ts';
import { prove } from './prove.ts';
import { verify } from './verify.ts';

const commands = [verify, prove, checkProof];

export const audit: Group = {
  name: 'audit',
  summary: 'checks the log of who did what, and proves single events',
  usage: `millwright audit <command> [options]

The log of who did what, and whether it is as it was written.

${commandLines(commands)}

millwright help audit <command>   says more about one of them

Ends with 0 when all is well, 1 when something is not as it was written, 2 after
wrong use, or when nobody can tell.
`,
  commands,
};
