import { join } from 'node:path';
import { root } from '@millwright/testing';
import { type Account, accountLines } from './accounts.ts';
import type { Gateway } from './fleet/gateway.ts';
import { copyFolder, syslogCommands, syslogFile } from './set-up-audit.ts';

/** As a shell takes it. */
const typed = (path: string): string =>
  /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;

/**
 * Where the editor is, how to get in, and what to try.
 *
 * @param directory the user directory, as an absolute path: what is printed works wherever one types it
 */
export function announcement(
  url: string,
  accounts: readonly Account[],
  directory: string,
  gateways: readonly Pick<Gateway, 'line' | 'url'>[],
): string {
  const [log, copy, syslog, commands] = ['millwright/audit.db', copyFolder, syslogFile, syslogCommands].map(
    (path) => typed(join(directory, path)),
  );
  const lines = `
${url}

${accountLines(accounts).join('\n')}

Open the tab "Filler": the flow reads the PLC every second. Change something and press Deploy:
the new version appears in the History sidebar, and from there you can go back.
Log in as operator, and try to deploy; as owner, the Access sidebar says who may do what.

Each line has a gateway with an editor of its own and the same accounts:
${gateways.map(({ line, url: own }) => `${line.name}  ${own}`).join('\n')}

The Audit sidebar says who did what, and what was refused. Its log also goes to a syslog receiver, which
writes ${syslog}, and to files in ${copy}. Try, in another window:

echo '{"do":"refuse","seconds":60}' >> ${commands}
    The receiver is off for a minute, and misses nothing.
npm run --silent --prefix ${typed(root)} millwright -- audit verify ${log} --anchors ${syslog}
    Nobody rewrote the log? Change a byte of it, and this says which event it was.

Ctrl-C ends everything. What you changed is kept in ${directory}/ (with Node-RED's log).
`;
  return lines.replace(/^(?=.)/gm, '    ');
}
