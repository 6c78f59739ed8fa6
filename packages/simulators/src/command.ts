import * as v from 'valibot';
import { simulatorErrors } from './errors.ts';
import { faultSchema } from './modbus/faults.ts';
import type { SimulatedPlc } from './modbus/plc.ts';
import type { PalletiserServer } from './plant/palletiser-server.ts';
import { s7FaultSchema } from './s7/faults.ts';
import { SimulatedS7Plc } from './s7/plc.ts';
import type { Switch } from './switch.ts';
import type { SyslogReceiver } from './syslog/receiver.ts';

const to = { at: v.optional(v.picklist(['filler', 'meter', 'capper'])) };

/** @param fault of the protocol that the simulator speaks which is told */
const schemaOf = <Fault extends typeof faultSchema | typeof s7FaultSchema>(fault: Fault) =>
  v.variant('do', [
    v.object({ do: v.literal('misbehave'), fault, ...to }),
    v.object({
      do: v.picklist(['leave', 'return']),
      unit: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255)),
      ...to,
    }),
    v.object({
      do: v.literal('refuse'),
      ...to,
      /** On again by itself after so long. */
      seconds: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(86_400))),
    }),
    v.object({ do: v.picklist(['behave', 'close', 'reset', 'accept', 'jam', 'report']), ...to }),
  ]);

const commandSchemas = { modbus: schemaOf(faultSchema), s7: schemaOf(s7FaultSchema) };

/** What can be told to a running simulator. */
export type Command = Readonly<v.InferOutput<(typeof commandSchemas)[keyof typeof commandSchemas]>>;

/** A PLC that can misbehave. */
type Plc = SimulatedPlc | SimulatedS7Plc;

/** A simulator, and what of it can be told something. */
export interface Commanded {
  readonly server: Plc | SyslogReceiver | PalletiserServer;
  readonly power: Switch;
  readonly plc?: Plc;
  /** What is behind it and can jam. */
  readonly machine?: { jam(): void };
  /** Told what fails later on. */
  readonly onFailure: (error: unknown) => void;
}

/** The simulators of one process by their names; what is told to none of them is told to the first. */
export type Company = readonly [first: Commanded & { readonly name: string }, ...Named[]];
type Named = Commanded & { readonly name: string };

/** Whom a command is for. @throws `simulators.bad-command` */
export function addressee({ at }: Command, company: Company): Commanded {
  const found = at === undefined ? company[0] : company.find(({ name }) => name === at);
  if (!found) throw simulatorErrors.badCommand({ reason: `there is no ${at} here` });
  return found;
}

/**
 * @param company whom it may be for. Default: PLCs that speak Modbus
 * @throws `simulators.bad-command`
 */
export function parseCommand(line: string, company?: Company): Command {
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch (cause) {
    throw simulatorErrors.badCommand({ reason: 'it is not JSON' }, { cause });
  }
  const { at } = v.is(v.object(to), raw) ? raw : {};
  const whom = company?.find(({ name }) => at === undefined || name === at);
  const schema = commandSchemas[whom?.plc instanceof SimulatedS7Plc ? 's7' : 'modbus'];
  const parsed = v.safeParse(schema, raw);
  if (parsed.success) return parsed.output;
  throw simulatorErrors.badCommand({ reason: parsed.issues.map(wordsOf).join('; ') });
}

/** What is wrong, where, and what could stand there. */
function wordsOf(issue: v.BaseIssue<unknown>): string {
  const what = issue.received === 'undefined' ? 'nothing' : issue.received;
  const possible = (issue.expected ?? 'something else').replace(/^\((.*)\)$/, '$1').replaceAll(' | ', ', ');
  return `${v.getDotPath(issue) ?? 'it'} is ${what} where ${possible} could stand`;
}

/**
 * Carries a command out. Resolves when it holds.
 * @throws `simulators.bad-command` where it is none for this simulator
 */
export async function perform(
  command: Command,
  { server, power, plc, machine, onFailure }: Commanded,
): Promise<void> {
  const needed = <What>(what: What | undefined, reason: string): What => {
    if (what === undefined) throw simulatorErrors.badCommand({ reason });
    return what;
  };
  const withUnits = (): SimulatedPlc =>
    needed(plc instanceof SimulatedS7Plc ? undefined : plc, 'there are no units here');
  switch (command.do) {
    case 'misbehave':
      return misbehave(needed(plc, 'this is no PLC that could misbehave'), command.fault);
    case 'behave':
      return needed(plc, 'this is no PLC that could misbehave').behave();
    case 'leave':
      return withUnits().leave(command.unit);
    case 'return':
      return withUnits().comeBack(command.unit);
    case 'report':
      needed(plc, 'this is no PLC that counts');
      return;
    case 'close':
    case 'reset':
      return server.disconnect(command.do);
    case 'refuse':
      return power.off(command.seconds, onFailure);
    case 'accept':
      return power.on();
    case 'jam':
      return needed(machine, 'there is no machine here that could jam').jam();
  }
}

/** A fault of the other protocol has been refused where the command was read. */
function misbehave(plc: Plc, fault: Extract<Command, { do: 'misbehave' }>['fault']): void {
  if (!(plc instanceof SimulatedS7Plc)) {
    if (v.is(faultSchema, fault)) plc.misbehave(fault);
  } else if (v.is(s7FaultSchema, fault)) plc.misbehave(fault);
}

/** What a command is answered with besides. */
export function answerTo({ do: what }: Command, { plc }: Commanded): object {
  if (what !== 'report' || !plc) return {};
  const { requests, spoiled, connections, accepted } = plc;
  return { requests, spoiled, connections, accepted };
}
