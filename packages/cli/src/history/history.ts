import type { Group } from '../command.ts';
import { diff } from './diff/diff.ts';
import { list } from './list.ts';
import { restore } from './restore/restore.ts';
import { show } from './show.ts';
import { verify } from './verify.ts';

const commands = [list, show, diff, restore, verify];

const width = Math.max(...commands.map(({ name }) => name.length));

const usage = `millwright history <command> [options]

The versions that history keeps of a running Node-RED, and the way back.

${commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n')}

millwright help history <command>   says more about one of them

  --url <address>    Node-RED's admin side, with httpAdminRoot if there is one,
                     such as https://line3:1880/admin; without it MILLWRIGHT_URL
                     from the environment, else http://localhost:1880

MILLWRIGHT_TOKEN     environment variable with a token that Node-RED accepts;
                     needed where there is a log-in. Never an argument: others
                     would see it
NODE_EXTRA_CA_CERTS  file with the certificate of your own authority, for https

Ends with 0 when all is well, 1 when something differs or needs attention, 2
after wrong use or when it could not be done.
`;

export const history: Group = {
  name: 'history',
  summary: 'lists, shows, compares, restores and checks versions of flows',
  usage,
  commands,
};
