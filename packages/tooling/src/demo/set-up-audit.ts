import { isDeepStrictEqual } from 'node:util';
import { ask } from './admin.ts';

interface Destination {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** Of the demo's user directory: where files of the audit log go. */
export const copyFolder = 'audit-copy';
/** What the syslog receiver got, a message a line. */
export const syslogFile = 'syslog.log';
/** What is appended to it tells the receiver something. */
export const syslogCommands = 'syslog.commands';

/** What the demo sends its audit log to; both are anchors too. */
const destinations = (syslogPort: number): readonly Destination[] => {
  const everything = { enabled: true, classes: ['change', 'log-in', 'read', 'system'], anchor: true };
  return [
    {
      ...everything,
      id: 'demo-syslog',
      name: 'Syslog receiver',
      kind: 'syslog',
      host: '127.0.0.1',
      port: syslogPort,
      transport: 'tcp',
      facility: 13,
    },
    { ...everything, id: 'demo-files', name: 'Files', kind: 'file', directory: copyFolder },
  ];
};

/**
 * Makes the demo's destinations where there is none yet. Later on only the receiver's port is followed: all else is
 * whoever's who plays with it.
 *
 * @param url of the admin side
 */
export async function setUpAudit(url: string, token: string, syslogPort: number): Promise<void> {
  const settings = (await ask(url, token, 'GET', 'audit/settings')) as {
    readonly destinations: readonly Destination[];
  };
  const wanted =
    settings.destinations.length === 0
      ? destinations(syslogPort)
      : settings.destinations.map((destination) =>
          destination.id === 'demo-syslog' ? { ...destination, port: syslogPort } : destination,
        );
  if (isDeepStrictEqual(wanted, settings.destinations)) return;
  await ask(url, token, 'PUT', 'audit/settings', { ...settings, destinations: wanted });
}
