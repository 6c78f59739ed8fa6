import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endChild, spawnChild } from './children.ts';
import { accepts } from './ports.ts';
import { waitFor } from './wait.ts';

export interface RsyslogOptions {
  /** Where rsyslogd is: see `requirePeer`. */
  readonly program: string;
  /** For its configuration and what it receives. */
  readonly directory: string;
  readonly port: number;
  readonly transport: 'udp' | 'tcp' | 'tls';
  /** Files in PEM form; for `tls`. */
  readonly tls?: { readonly authority: string; readonly certificate: string; readonly key: string };
}

/** A message as rsyslog has understood it. */
export interface SyslogMessage {
  readonly priority: number;
  readonly time: string;
  readonly host: string;
  readonly app: string;
  readonly process: string;
  readonly message: string;
  readonly data: string;
  readonly text: string;
}

const separator = '\x01';
const fields = [
  '%pri%',
  '%timestamp:::date-rfc3339%',
  '%hostname%',
  '%app-name%',
  '%procid%',
  '%msgid%',
  '%structured-data%',
  '%msg%',
];

/** A real rsyslog on the loopback, which can be stopped and started again. */
export class Rsyslog {
  readonly #options: RsyslogOptions;
  #child: ReturnType<typeof spawnChild> | undefined;

  constructor(options: RsyslogOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { program, directory, port, transport } = this.#options;
    const configuration = join(directory, 'rsyslog.conf');
    writeFileSync(configuration, this.#configuration());
    const pid = join(directory, 'rsyslogd.pid');
    rmSync(pid, { force: true });
    const child = spawnChild(program, ['-n', '-f', configuration, '-i', pid], { stdio: 'ignore' });
    this.#child = child;
    await waitFor('rsyslog listens', async () => {
      if (child.exitCode !== null) throw new Error('rsyslogd has ended');
      return transport === 'udp' ? listensForDatagrams(port) : accepts(port);
    });
  }

  /** In an orderly way: it writes what it has taken. */
  async stop(): Promise<void> {
    if (this.#child) await endChild(this.#child);
    this.#child = undefined;
  }

  /** All that it has written, in this order. */
  messages(): readonly SyslogMessage[] {
    let text = '';
    try {
      text = readFileSync(this.#received, 'utf8');
    } catch {
      // It has received nothing.
    }
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [priority, time = '', host = '', app = '', process = '', message = '', data = '', said = ''] =
          line.split(separator);
        return { priority: Number(priority), time, host, app, process, message, data, text: said };
      });
  }

  get #received(): string {
    return join(this.#options.directory, 'received');
  }

  #configuration(): string {
    const { directory, port, transport, tls } = this.#options;
    const template = fields.join(separator);
    const files = tls
      ? ` defaultNetstreamDriverCAFile="${tls.authority}" defaultNetstreamDriverCertFile="${tls.certificate}" defaultNetstreamDriverKeyFile="${tls.key}"`
      : '';
    const driver = tls ? ' streamDriver.name="gtls" streamDriver.mode="1" streamDriver.authMode="anon"' : '';
    const input =
      transport === 'udp'
        ? `module(load="imudp")\ninput(type="imudp" address="127.0.0.1" port="${port}")`
        : `module(load="imtcp"${driver})\ninput(type="imtcp" address="127.0.0.1" port="${port}")`;
    return [
      `global(workDirectory="${directory}" maxMessageSize="256k" parser.escapeControlCharactersOnReceive="off"${files})`,
      input,
      `template(name="fields" type="string" string="${template}\\n")`,
      `action(type="omfile" file="${this.#received}" template="fields")`,
      '',
    ].join('\n');
  }
}

/** Linux lists the sockets that are open; asking one would be a message. */
const listensForDatagrams = (port: number): boolean =>
  readFileSync('/proc/net/udp', 'utf8').includes(
    `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')} `,
  );
