#!/usr/bin/env node
import { fstatSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { isCodedError } from '@millwright/schema';
import { type Arguments, readArguments, usage } from './arguments.ts';
import { parseCommand, perform } from './command.ts';
import { patternMemory } from './modbus/memory.ts';
import { SimulatedPlc } from './modbus/plc.ts';
import type { Filler } from './plant/filler.ts';
import { createFillerPlc } from './plant/filler-plc.ts';

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
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

function build(options: Arguments): { readonly plc: SimulatedPlc; readonly filler?: Filler } {
  const { what, host, port, seed, speed } = options;
  if (what === 'plant') return createFillerPlc({ host, port, seed, speed });
  return { plc: new SimulatedPlc({ host, port, memory: patternMemory }) };
}

async function main(): Promise<void> {
  const options = readArguments(process.argv.slice(2));
  const { plc, filler } = build(options);
  await plc.listen();

  const end = (): void => {
    void plc.close().finally(() => process.exit(0));
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  process.once('disconnect', end);
  // Whoever reads our output is gone: so is our reason to run.
  process.stdout.once('error', end);

  const input = createInterface({ input: process.stdin });
  input.on('line', (line) => {
    if (line.trim() === '') return;
    Promise.resolve(line)
      .then(parseCommand)
      .then(async (command) => {
        await perform(command, plc, filler);
        say({ done: command.do });
      })
      .catch((error: unknown) => say({ error: problem(error) }));
  });
  if (hasParentAtInput()) input.once('close', end);

  const { what, seed } = options;
  say({ ready: what, protocol: 'modbus-tcp', host: plc.host, port: plc.port, seed });
}

main().catch((error: unknown) => {
  process.stderr.write(`${JSON.stringify(problem(error))}\n\n${usage}`);
  process.exitCode = 2;
});
