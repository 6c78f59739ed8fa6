import { parseArgs } from 'node:util';
import { simulatorErrors } from './errors.ts';
import { fillerPort } from './plant/filler-map.ts';

export const usage = `millwright-simulate <what> [options]

  plant     the machines of the demo plant (now: the filler, Modbus TCP, unit 1)
  modbus    a Modbus TCP server that is full to the last address: holding register n holds n,
            input register n holds 65535 - n, every second coil and every third discrete input is set

  --host    address to listen on   (127.0.0.1)
  --port    port of the PLC        (${fillerPort}; 0: the system chooses)
  --seed    same seed, same shift  (1)
  --speed   times faster than real (1; plant only)

While it runs it takes commands on its standard input, one JSON object a line, and answers each with a line:
  {"do":"misbehave","fault":{"kind":"delay","milliseconds":2000,"times":3}}
  {"do":"behave"}   {"do":"close"}   {"do":"reset"}   {"do":"refuse"}   {"do":"accept"}   {"do":"jam"}
It ends with its parent, or at Ctrl-C.
`;

export interface Arguments {
  readonly what: 'plant' | 'modbus';
  readonly host: string;
  readonly port: number;
  readonly seed: number;
  readonly speed: number;
}

function number(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= low && value <= high) return value;
  throw simulatorErrors.badArguments({ reason: `--${name} ${text} is not a number from ${low} to ${high}` });
}

/** @throws `simulators.bad-arguments` */
export function readArguments(args: readonly string[]): Arguments {
  let parsed: { values: Record<'host' | 'port' | 'seed' | 'speed', string>; positionals: string[] };
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        host: { type: 'string', default: '127.0.0.1' },
        port: { type: 'string', default: String(fillerPort) },
        seed: { type: 'string', default: '1' },
        speed: { type: 'string', default: '1' },
      },
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw simulatorErrors.badArguments({ reason }, { cause });
  }
  const { values, positionals } = parsed;
  const [what] = positionals;
  if (positionals.length !== 1 || (what !== 'plant' && what !== 'modbus')) {
    throw simulatorErrors.badArguments({ reason: 'say either plant or modbus' });
  }
  return {
    what,
    host: values.host,
    port: Math.trunc(number('port', values.port, 0, 65_535)),
    seed: Math.trunc(number('seed', values.seed, 0, 0xffff_ffff)),
    speed: number('speed', values.speed, 0.001, 10_000),
  };
}
