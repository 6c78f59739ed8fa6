import { parseArgs } from 'node:util';
import { simulatorErrors } from './errors.ts';
import { fillerPort } from './plant/filler-map.ts';

/** Where collectors listen that may not listen at 601, the port of RFC 6587. */
export const syslogPort = 1601;

export const usage = `millwright-simulate <what> [options]

  plant     the machines of the demo plant (now: the filler, Modbus TCP, unit 1)
  modbus    a Modbus TCP server that is full to the last address: holding register n holds n,
            input register n holds 65535 - n, every second coil and every third discrete input is set
  syslog    a collector of syslog messages (RFC 5424 over TCP, octet counting) that keeps them in a file

  --host      address to listen on   (127.0.0.1)
  --port      port to listen on      (${fillerPort}, syslog ${syslogPort}; 0: the system chooses)
  --seed      same seed, same shift  (1)
  --speed     times faster than real (1; plant only)
  --file      where messages go      (syslog only)
  --commands  a file: what is appended to it while this runs is taken as commands too

While it runs it takes commands on its standard input, one JSON object a line, and answers each with a line:
  {"do":"misbehave","fault":{"kind":"delay","milliseconds":2000,"times":3}}
  {"do":"behave"}   {"do":"close"}   {"do":"reset"}   {"do":"refuse"}   {"do":"accept"}   {"do":"jam"}
  {"do":"refuse","seconds":60}
It ends with its parent, or at Ctrl-C.
`;

const kinds = ['plant', 'modbus', 'syslog'] as const;

export interface Arguments {
  readonly what: (typeof kinds)[number];
  readonly host: string;
  readonly port: number;
  readonly seed: number;
  readonly speed: number;
  readonly file?: string;
  readonly commands?: string;
}

function number(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= low && value <= high) return value;
  throw simulatorErrors.badArguments({ reason: `--${name} ${text} is not a number from ${low} to ${high}` });
}

const options = {
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string' },
  seed: { type: 'string', default: '1' },
  speed: { type: 'string', default: '1' },
  file: { type: 'string' },
  commands: { type: 'string' },
} as const;

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw simulatorErrors.badArguments({ reason }, { cause });
  }
}

/** @throws `simulators.bad-arguments` */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parse(args);
  const what = kinds.find((kind) => kind === positionals[0]);
  if (positionals.length !== 1 || !what)
    throw simulatorErrors.badArguments({ reason: 'say either plant, modbus or syslog' });
  const { host, seed, speed, file, commands } = values;
  if ((what === 'syslog') !== (file !== undefined))
    throw simulatorErrors.badArguments({ reason: '--file is for syslog, which needs it' });
  const port = values.port ?? String(what === 'syslog' ? syslogPort : fillerPort);
  return {
    what,
    host,
    port: Math.trunc(number('port', port, 0, 65_535)),
    seed: Math.trunc(number('seed', seed, 0, 0xffff_ffff)),
    speed: number('speed', speed, 0.001, 10_000),
    ...(file === undefined ? {} : { file }),
    ...(commands === undefined ? {} : { commands }),
  };
}
