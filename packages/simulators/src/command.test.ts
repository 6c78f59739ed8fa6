import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readArguments } from './arguments.ts';
import { parseCommand } from './command.ts';
import { simulatorErrors } from './errors.ts';
import { faultSchema } from './modbus/faults.ts';
import { s7FaultSchema } from './s7/faults.ts';

describe('commands', () => {
  it('are read', () => {
    assert.deepEqual(
      parseCommand('{"do":"misbehave","fault":{"kind":"delay","milliseconds":200,"times":3}}'),
      {
        do: 'misbehave',
        fault: { kind: 'delay', milliseconds: 200, times: 3 },
      },
    );
    assert.deepEqual(parseCommand('{"do":"refuse"}'), { do: 'refuse' });
  });

  it('say in words where they are none, and what could stand there', () => {
    const reasonOf = (line: string): string => {
      try {
        parseCommand(line);
      } catch (error) {
        return error instanceof Error ? error.message : '';
      }
      return '';
    };
    assert.match(
      reasonOf('{"do":"misbehave","fault":{"kind":"explode"}}'),
      /^This is no command: fault\.kind is "explode" where "delay", .*"reset".* could stand$/,
    );
    assert.match(
      reasonOf('{"do":"misbehave","fault":{"kind":"delay"}}'),
      /fault\.milliseconds is nothing where/,
    );
    assert.match(reasonOf('{"do":"leave","unit":-1}'), /unit is -1 where >=0 could stand/);
    assert.match(reasonOf('[]'), /do is nothing where "misbehave", /);
  });

  it('have every kind of fault in the README', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    for (const { entries } of [...faultSchema.options, ...s7FaultSchema.options]) {
      const { kind } = entries;
      for (const name of 'literal' in kind ? [kind.literal] : kind.options)
        assert.ok(readme.includes(`\`${name}\``), name);
    }
  });

  for (const line of [
    '',
    'jam',
    '{"do":"explode"}',
    '{"do":"misbehave","fault":{"kind":"delay"}}',
    '[]',
    'null',
  ]) {
    it(`are refused: ${line || 'nothing'}`, () => {
      assert.throws(() => parseCommand(line), simulatorErrors.badCommand.is);
    });
  }
});

describe('arguments', () => {
  it('have defaults', () => {
    const usual = {
      host: '127.0.0.1',
      port: 1502,
      meterPort: 1503,
      capperPort: 1102,
      seed: 1,
      speed: 1,
      modbus: { road: 'tcp', absent: 'silence' },
      s7: { pdu: 480, jobs: 8, items: 20 },
    };
    assert.deepEqual(readArguments(['plant']), { ...usual, what: 'plant' });
    assert.deepEqual(readArguments(['modbus', '--port', '0', '--seed', '7', '--speed', '60']), {
      ...usual,
      what: 'modbus',
      port: 0,
      meterPort: 0,
      capperPort: 0,
      seed: 7,
      speed: 60,
    });
    assert.deepEqual(readArguments(['syslog', '--file', 'a', '--commands', 'b']), {
      ...usual,
      what: 'syslog',
      port: 1601,
      file: 'a',
      commands: 'b',
    });
  });

  it('name the road, the units, and what is between', () => {
    const args = 'modbus --road rtu-over-tcp --units 1-3,17 --absent exception --bus 30 --patience 500';
    assert.deepEqual(readArguments(args.split(' ')).modbus, {
      road: 'rtu-over-tcp',
      units: [1, 2, 3, 17],
      absent: 'gateway-exception',
      bus: { delay: 30, patience: 500, queue: 64 },
    });
    const line =
      'modbus --road ascii --line /dev/ttyUSB0 --baud 9600 --data-bits 7 --stop-bits 2 --parity none';
    assert.deepEqual(readArguments(line.split(' ')).modbus.serial, {
      path: '/dev/ttyUSB0',
      baudRate: 9_600,
      dataBits: 7,
      stopBits: 2,
      parity: 'none',
    });
    assert.deepEqual(readArguments('modbus --road tls --cert c --key k'.split(' ')).modbus.tls, {
      cert: 'c',
      key: 'k',
    });
  });

  it('say what an S7 PLC agrees to', () => {
    const { port, s7 } = readArguments('s7 --pdu 240 --jobs 1 --items 5'.split(' '));
    assert.equal(port, 1102);
    assert.deepEqual(s7, { pdu: 240, jobs: 1, items: 5 });
  });

  for (const args of [
    [],
    ['toaster'],
    ['plant', 'modbus'],
    ['plant', '--port', 'x'],
    ['plant', '--port', '70000'],
    ['plant', '--colour', 'red'],
    ['plant', '--file', 'x'],
    ['syslog'],
    ['modbus', '--road', 'pigeon'],
    ['modbus', '--road', 'tls', '--cert', 'c'],
    ['modbus', '--road', 'rtu'],
    ['modbus', '--line', '/dev/ttyUSB0'],
    ['modbus', '--units', '5-1'],
    ['modbus', '--units', '1-256'],
    ['modbus', '--units', ''],
    ['modbus', '--absent', 'maybe'],
    ['modbus', '--bus', 'slow'],
    ['s7', '--pdu', '10'],
    ['s7', '--items', '0'],
  ]) {
    it(`are refused: ${args.join(' ') || 'none'}`, () => {
      assert.throws(() => readArguments(args), simulatorErrors.badArguments.is);
    });
  }
});
