import assert from 'node:assert/strict';
import { readArguments } from './arguments.ts';
import { parseCommand } from './command.ts';
import { simulatorErrors } from './errors.ts';

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
    assert.deepEqual(readArguments(['plant']), {
      what: 'plant',
      host: '127.0.0.1',
      port: 1502,
      seed: 1,
      speed: 1,
    });
    assert.deepEqual(readArguments(['modbus', '--port', '0', '--seed', '7', '--speed', '60']), {
      what: 'modbus',
      host: '127.0.0.1',
      port: 0,
      seed: 7,
      speed: 60,
    });
    assert.deepEqual(readArguments(['syslog', '--file', 'a', '--commands', 'b']), {
      what: 'syslog',
      host: '127.0.0.1',
      port: 1601,
      seed: 1,
      speed: 1,
      file: 'a',
      commands: 'b',
    });
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
  ]) {
    it(`are refused: ${args.join(' ') || 'none'}`, () => {
      assert.throws(() => readArguments(args), simulatorErrors.badArguments.is);
    });
  }
});
