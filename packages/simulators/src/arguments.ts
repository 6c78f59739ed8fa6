import { parseArgs } from 'node:util';
import { parities, type Road, roads } from '@millwright/modbus';
import { simulatorErrors } from './errors.ts';
import type { PlcOptions } from './modbus/plc.ts';
import { capperPort } from './plant/capper-map.ts';
import { fillerPort } from './plant/filler-map.ts';
import { meterPort } from './plant/meter-map.ts';
import { palletiserPort } from './plant/palletiser-map.ts';
import type { S7Settings } from './s7/settings.ts';
import { syslogPort } from './usage.ts';

const kinds = ['plant', 'palletiser', 'modbus', 's7', 'syslog'] as const;

/** Files that a secure server shows. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
  readonly ca?: string;
}

/** What a simulated PLC is told on the command line; its place and its memory come besides. */
export interface ModbusArguments extends Pick<PlcOptions, 'road' | 'units' | 'absent' | 'bus' | 'serial'> {
  readonly road: Road;
  readonly tls?: TlsFiles;
}

/** What a simulated S7 PLC agrees to at most. */
export type S7Arguments = Pick<S7Settings, 'pdu' | 'jobs' | 'items'>;

export interface Arguments {
  readonly what: (typeof kinds)[number];
  readonly host: string;
  readonly port: number;
  readonly meterPort: number;
  readonly capperPort: number;
  readonly seed: number;
  readonly speed: number;
  readonly file?: string;
  /** Where the palletiser's certificates are. */
  readonly directory?: string;
  readonly commands?: string;
  readonly modbus: ModbusArguments;
  readonly s7: S7Arguments;
}

const usualPorts: Readonly<Record<Arguments['what'], number>> = {
  plant: fillerPort,
  palletiser: palletiserPort,
  modbus: fillerPort,
  s7: capperPort,
  syslog: syslogPort,
};

function bad(reason: string): Error {
  return simulatorErrors.badArguments({ reason });
}

function number(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= low && value <= high) return value;
  throw bad(`--${name} ${text} is not a number from ${low} to ${high}`);
}

const whole = (name: string, text: string, low: number, high: number): number =>
  Math.trunc(number(name, text, low, high));

function choice<Option extends string>(name: string, text: string, options: readonly Option[]): Option {
  const chosen = options.find((option) => option === text);
  if (chosen === undefined) throw bad(`--${name} ${text} is none of ${options.join(', ')}`);
  return chosen;
}

/** `1-5,17`. */
function unitsOf(text: string): readonly number[] {
  return text.split(',').flatMap((part) => {
    const [first = '', last = first] = part.split('-');
    const [low, high] = [whole('units', first, 0, 255), whole('units', last, 0, 255)];
    if (low > high) throw bad(`--units ${part} has no units`);
    return Array.from({ length: high - low + 1 }, (_, index) => low + index);
  });
}

const options = {
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string' },
  'meter-port': { type: 'string' },
  'capper-port': { type: 'string' },
  seed: { type: 'string', default: '1' },
  speed: { type: 'string', default: '1' },
  file: { type: 'string' },
  directory: { type: 'string' },
  commands: { type: 'string' },
  road: { type: 'string', default: 'tcp' },
  units: { type: 'string' },
  absent: { type: 'string', default: 'silence' },
  bus: { type: 'string' },
  patience: { type: 'string', default: '1000' },
  cert: { type: 'string' },
  key: { type: 'string' },
  ca: { type: 'string' },
  line: { type: 'string' },
  baud: { type: 'string', default: '19200' },
  parity: { type: 'string', default: 'even' },
  'data-bits': { type: 'string', default: '8' },
  'stop-bits': { type: 'string', default: '1' },
  pdu: { type: 'string', default: '480' },
  jobs: { type: 'string', default: '8' },
  items: { type: 'string', default: '20' },
} as const;

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw simulatorErrors.badArguments({ reason }, { cause });
  }
}

type Values = ReturnType<typeof parse>['values'];

function modbusOf(values: Values): ModbusArguments {
  const { units, bus, patience, cert, key, ca, line } = values;
  const road = choice('road', values.road, roads);
  if (road === 'tls' && (cert === undefined || key === undefined)) throw bad('tls needs --cert and --key');
  if ((road === 'rtu' || road === 'ascii') !== (line !== undefined))
    throw bad('--line is for rtu and ascii, which need it');
  return {
    road,
    absent:
      choice('absent', values.absent, ['silence', 'exception']) === 'silence'
        ? 'silence'
        : 'gateway-exception',
    ...(units !== undefined && { units: unitsOf(units) }),
    ...(bus !== undefined && {
      bus: {
        delay: number('bus', bus, 0, 60_000),
        patience: number('patience', patience, 0, 60_000),
        queue: 64,
      },
    }),
    ...(cert !== undefined && key !== undefined && { tls: { cert, key, ...(ca !== undefined && { ca }) } }),
    ...(line !== undefined && {
      serial: {
        path: line,
        baudRate: whole('baud', values.baud, 50, 4_000_000),
        parity: choice('parity', values.parity, parities),
        dataBits: choice('data-bits', values['data-bits'], ['7', '8']) === '7' ? 7 : 8,
        stopBits: choice('stop-bits', values['stop-bits'], ['1', '2']) === '2' ? 2 : 1,
      },
    }),
  };
}

function s7Of({ pdu, jobs, items }: Values): S7Arguments {
  return {
    pdu: whole('pdu', pdu, 112, 65_535),
    jobs: whole('jobs', jobs, 1, 65_535),
    items: whole('items', items, 1, 255),
  };
}

/** @throws `simulators.bad-arguments` */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parse(args);
  const what = kinds.find((kind) => kind === positionals[0]);
  if (positionals.length !== 1 || !what) throw bad('say either plant, palletiser, modbus, s7 or syslog');
  const { host, seed, speed, file, directory, commands } = values;
  if ((what === 'syslog') !== (file !== undefined)) throw bad('--file is for syslog, which needs it');
  if ((what === 'palletiser') !== (directory !== undefined))
    throw bad('--directory is for the palletiser, which needs it');
  const port = values.port ?? String(usualPorts[what]);
  // Whoever chooses a port has several plants, or a test: they would meet at the usual one.
  const beside = (name: 'meter-port' | 'capper-port', usual: number): number =>
    whole(name, values[name] ?? String(values.port === undefined ? usual : 0), 0, 65_535);
  return {
    what,
    host,
    port: whole('port', port, 0, 65_535),
    meterPort: beside('meter-port', meterPort),
    capperPort: beside('capper-port', capperPort),
    seed: whole('seed', seed, 0, 0xffff_ffff),
    speed: number('speed', speed, 0.001, 10_000),
    modbus: modbusOf(values),
    s7: s7Of(values),
    ...(file === undefined ? {} : { file }),
    ...(directory === undefined ? {} : { directory }),
    ...(commands === undefined ? {} : { commands }),
  };
}
