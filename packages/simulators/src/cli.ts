#!/usr/bin/env node
import { fstatSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { isCodedError } from '@millwright/schema';
import { type Arguments, readArguments, usage } from './arguments.ts';
import { type Commanded, parseCommand, perform } from './command.ts';
import { followCommands } from './command-file.ts';
import { patternMemory } from './modbus/memory.ts';
import { SimulatedPlc } from './modbus/plc.ts';
import { createFillerPlc } from './plant/filler-plc.ts';
import { Switch } from './switch.ts';
import { SyslogReceiver } from './syslog/receiver.ts';

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function sayProblem(error: unknown): void {
  say({ error: problem(error) });
}

function problem(error: unknown): object {
  return isCodedError(error) ? error.toJSON() : { message: String(error) };
}

/** A pipe or a socket has somebody at its other end; a terminal, a file and /dev/null have nobody to lose. */
function hasParentAtInput(): boolean {
  try {
    const input = fstatSync(0);
    return input.isFIFO() || input.isSocket();
  } catch {
    // Standard input is closed: nobody is there either.
    return false;
  }
}

function build({ what, host, port, seed, speed, file = '' }: Arguments): Commanded {
  const beside = (server: Commanded['server']) => ({
    server,
    power: new Switch(server),
    onFailure: sayProblem,
  });
  if (what === 'syslog') return beside(new SyslogReceiver({ host, port, file, onProblem: sayProblem }));
  if (what === 'plant') {
    const { plc, filler } = createFillerPlc({ host, port, seed, speed });
    return { ...beside(plc), plc, filler };
  }
  const plc = new SimulatedPlc({ host, port, memory: patternMemory });
  return { ...beside(plc), plc };
}

async function main(): Promise<void> {
  const options = readArguments(process.argv.slice(2));
  const commanded = build(options);
  const { server, power } = commanded;
  await server.listen();

  const end = (): void => {
    power.close();
    void server.close().finally(() => process.exit(0));
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  process.once('disconnect', end);
  // Whoever reads our output is gone: so is our reason to run.
  process.stdout.once('error', end);

  const obey = (line: string): void => {
    if (line.trim() === '') return;
    Promise.resolve(line)
      .then(parseCommand)
      .then(async (command) => {
        await perform(command, commanded);
        say({ done: command.do });
      })
      .catch(sayProblem);
  };
  const input = createInterface({ input: process.stdin });
  input.on('line', obey);
  if (hasParentAtInput()) input.once('close', end);
  if (options.commands !== undefined) followCommands(options.commands, obey);

  const { what, seed } = options;
  say({ ready: what, protocol: server.protocol, host: server.host, port: server.port, seed });
}

main().catch((error: unknown) => {
  process.stderr.write(`${JSON.stringify(problem(error))}\n\n${usage}`);
  process.exitCode = 2;
});
