import * as v from 'valibot';
import { simulatorErrors } from './errors.ts';
import { faultSchema } from './modbus/faults.ts';
import type { SimulatedPlc } from './modbus/plc.ts';
import type { Filler } from './plant/filler.ts';
import type { Switch } from './switch.ts';
import type { SyslogReceiver } from './syslog/receiver.ts';

const commandSchema = v.variant('do', [
  v.object({ do: v.literal('misbehave'), fault: faultSchema }),
  v.object({
    do: v.literal('refuse'),
    /** On again by itself after so long. */
    seconds: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(86_400))),
  }),
  v.object({ do: v.picklist(['behave', 'close', 'reset', 'accept', 'jam']) }),
]);

/** What can be told to a running simulator. */
export type Command = Readonly<v.InferOutput<typeof commandSchema>>;

/** A simulator, and what of it can be told something. */
export interface Commanded {
  readonly server: SimulatedPlc | SyslogReceiver;
  readonly power: Switch;
  readonly plc?: SimulatedPlc;
  readonly filler?: Filler;
  /** Told what fails later on. */
  readonly onFailure: (error: unknown) => void;
}

/** @throws `simulators.bad-command` */
export function parseCommand(line: string): Command {
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch (cause) {
    throw simulatorErrors.badCommand({ reason: 'it is not JSON' }, { cause });
  }
  const parsed = v.safeParse(commandSchema, raw);
  if (parsed.success) return parsed.output;
  throw simulatorErrors.badCommand({ reason: parsed.issues.map(({ message }) => message).join('; ') });
}

/** Carries a command out. Resolves when it holds. @throws `simulators.bad-command` where it is none for this simulator */
export async function perform(
  command: Command,
  { server, power, plc, filler, onFailure }: Commanded,
): Promise<void> {
  const needed = <What>(what: What | undefined, reason: string): What => {
    if (what === undefined) throw simulatorErrors.badCommand({ reason });
    return what;
  };
  switch (command.do) {
    case 'misbehave':
      return needed(plc, 'this is no PLC that could misbehave').misbehave(command.fault);
    case 'behave':
      return needed(plc, 'this is no PLC that could misbehave').behave();
    case 'close':
    case 'reset':
      return server.disconnect(command.do);
    case 'refuse':
      return power.off(command.seconds, onFailure);
    case 'accept':
      return power.on();
    case 'jam':
      return needed(filler, 'there is no machine here that could jam').jam();
  }
}
