import { join } from 'node:path';
import { root } from '@millwright/testing/paths';
import { type Account, accountLines } from './accounts.ts';
import type { Fleet } from './fleet/fleet.ts';
import { plcCommands } from './plc-commands.ts';
import { copyFolder, syslogCommands, syslogFile } from './set-up-audit.ts';

/** As a shell takes it. */
const typed = (path: string): string =>
  /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;

export interface Announced {
  readonly url: string;
  readonly accounts: readonly Account[];
  /** The user directory, as an absolute path: what is printed works wherever one types it. */
  readonly directory: string;
}

const indented = (lines: string): string => lines.replace(/^(?=.)/gm, '    ');

/** Where the dashboard is, and what to try there. @param url of its Node-RED */
export const aboutScreens = (url: string, directory: string): string =>
  indented(`
${url}/dashboard

It shows the same line: overview, trends and alarms. Log in as operator, let bottles jam at the filler, then acknowledge
and shelve the alarm. As viewer you can only look:

echo '{"do":"jam"}' >> ${typed(join(directory, plcCommands))}

Its flow, and the audit log with who did that, are in an editor of its own, with the same accounts: ${url}
`);

/** Where the gateways are, and what to try there. */
export const aboutGateways = ({ gateways, passphrase }: Pick<Fleet, 'gateways' | 'passphrase'>): string =>
  indented(`
${gateways.map(({ line, url }) => `${line.name}  ${url}`).join('\n')}

The Fleet sidebar: the editor is the hub of a gateway on each line, with an editor of its own and the same accounts.
Both run the release filler-line, each against the PLC of its line. Deploy it anew from the Fleet sidebar; the
passphrase of the release key is ${passphrase}. Set the environment value TROUBLE of one of them
to crash and deploy: that one goes back by itself, and says why; the other one goes on. Both have the labels
site=hamburg and role=gateway, to deploy by.
`);

/** Where the editor is, how to get in, and what to try. */
export function announcement({ url, accounts, directory }: Announced): string {
  const [log, copy, syslog, commands] = ['millwright/audit.db', copyFolder, syslogFile, syslogCommands].map(
    (path) => typed(join(directory, path)),
  );
  const lines = `
${url}

${accountLines(accounts).join('\n')}

Open the tab "Filler": the flow reads the PLC every second. Change something and press Deploy:
the new version appears in the History sidebar, and from there you can go back.
The tab "Meters" reads three energy meters behind a gateway; one of them drops out now and then.
The tab "Capper" reads an S7 PLC: the torque of each head, its rejects and its batch.
The tab "Palletiser" watches a robot cell over OPC UA, signed and encrypted, and hears its events. At the first start
each side was given the certificate of the other; the sidebar PLC shows them. Its methods start and abort a pallet.
Log in as operator, and try to deploy; as owner, the Access sidebar says who may do what.

The Audit sidebar says who did what, and what was refused. Its log also goes to a syslog receiver, which
writes ${syslog}, and to files in ${copy}. Try, in another window:

echo '{"do":"refuse","seconds":60}' >> ${commands}
    The receiver is off for a minute, and misses nothing.
npm run --silent --prefix ${typed(root)} millwright -- audit verify ${log} --anchors ${syslog}
    Nobody rewrote the log? Change a byte of it, and this says which event it was.

The gateways of two lines, and a dashboard, come up meanwhile: their addresses follow.

Ctrl-C ends everything. What you changed is kept in ${directory}/ (with Node-RED's log).
`;
  return indented(lines);
}
