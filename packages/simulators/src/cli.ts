#!/usr/bin/env node
import { fstatSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { isCodedError } from '@millwright/schema';
import { type Arguments, readArguments, type TlsFiles } from './arguments.ts';
import { addressee, answerTo, type Commanded, type Company, parseCommand, perform } from './command.ts';
import { followCommands } from './command-file.ts';
import { writablePatternMemory } from './modbus/memory.ts';
import { SimulatedPlc } from './modbus/plc.ts';
import { createCapperPlc } from './plant/capper-plc.ts';
import { createFillerPlc } from './plant/filler-plc.ts';
import { createMeterPlc } from './plant/meter-plc.ts';
import { patternS7Memory } from './s7/pattern.ts';
import { SimulatedS7Plc } from './s7/plc.ts';
import { Switch } from './switch.ts';
import { SyslogReceiver } from './syslog/receiver.ts';
import { usage } from './usage.ts';

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

const contents = ({ cert, key, ca }: TlsFiles) => ({
  cert: readFileSync(cert),
  key: readFileSync(key),
  ...(ca !== undefined && { ca: readFileSync(ca) }),
});

async function build(options: Arguments): Promise<Company> {
  const { what, host, port, meterPort, capperPort, seed, speed, file = '', directory = '' } = options;
  const { modbus, s7 } = options;
  const beside = <Server extends Commanded['server']>(name: string, server: Server) => ({
    name,
    server,
    power: new Switch(server),
    onFailure: sayProblem,
  });
  const ofPlc = <Plc extends SimulatedPlc | SimulatedS7Plc>(name: string, plc: Plc) => ({
    ...beside(name, plc),
    plc,
  });
  if (what === 'syslog')
    return [beside('syslog', new SyslogReceiver({ host, port, file, onProblem: sayProblem }))];
  if (what === 'palletiser') {
    // Loaded only here: an OPC UA server takes half a second of the processor before it does anything.
    const { PalletiserServer } = await import('./plant/palletiser-server.ts');
    const server = new PalletiserServer({ host, port, directory, seed, speed });
    return [{ ...beside('palletiser', server), machine: server.palletiser }];
  }
  if (what === 'plant') {
    const { plc, filler } = createFillerPlc({ host, port, seed, speed });
    const { plc: server, capper } = createCapperPlc({ host, port: capperPort, seed, speed });
    return [
      { ...ofPlc('filler', plc), machine: filler },
      ofPlc('meter', createMeterPlc({ host, port: meterPort, seed, speed })),
      { ...ofPlc('capper', server), machine: capper },
    ];
  }
  if (what === 's7')
    return [ofPlc('s7', new SimulatedS7Plc({ ...s7, host, port, seed, memory: patternS7Memory() }))];
  const { tls, ...rest } = modbus;
  const plc = { ...rest, host, port, seed, memory: writablePatternMemory };
  return [ofPlc('modbus', new SimulatedPlc({ ...plc, ...(tls && { tls: contents(tls) }) }))];
}

async function main(): Promise<void> {
  const options = readArguments(process.argv.slice(2));
  const company = await build(options);
  await Promise.all(company.map(({ server }) => server.listen()));

  const end = (): void => {
    for (const { power } of company) power.close();
    void Promise.all(company.map(({ server }) => server.close())).finally(() => process.exit(0));
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  process.once('disconnect', end);
  // Whoever reads our output is gone: so is our reason to run.
  process.stdout.once('error', end);

  const obey = (line: string): void => {
    if (line.trim() === '') return;
    Promise.resolve(line)
      .then((told) => parseCommand(told, company))
      .then(async (command) => {
        const whom = addressee(command, company);
        await perform(command, whom);
        say({ done: command.do, ...answerTo(command, whom) });
      })
      .catch(sayProblem);
  };
  const input = createInterface({ input: process.stdin });
  input.on('line', obey);
  if (hasParentAtInput()) input.once('close', end);
  if (options.commands !== undefined) followCommands(options.commands, obey);

  const { what, seed } = options;
  const [{ server }, ...others] = company;
  const place = ({ protocol, host, port }: Commanded['server']) => ({ protocol, host, port });
  const beside = Object.fromEntries(others.map(({ name, server: other }) => [name, place(other)]));
  say({ ready: what, ...place(server), seed, ...beside });
}

main().catch((error: unknown) => {
  process.stderr.write(`${JSON.stringify(problem(error))}\n\n${usage}`);
  process.exitCode = 2;
});
