import * as v from 'valibot';
import { simulatorErrors } from './errors.ts';
import { faultSchema } from './modbus/faults.ts';
import type { SimulatedPlc } from './modbus/plc.ts';
import type { Filler } from './plant/filler.ts';

const commandSchema = v.variant('do', [
  v.object({ do: v.literal('misbehave'), fault: faultSchema }),
  v.object({ do: v.picklist(['behave', 'close', 'reset', 'refuse', 'accept', 'jam']) }),
]);

/** What can be told to a running simulator. */
export type Command = Readonly<v.InferOutput<typeof commandSchema>>;

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

/** Carries a command out. Resolves when it holds. */
export async function perform(
  command: Command,
  plc: SimulatedPlc,
  filler: Filler | undefined,
): Promise<void> {
  switch (command.do) {
    case 'misbehave':
      return plc.misbehave(command.fault);
    case 'behave':
      return plc.behave();
    case 'close':
    case 'reset':
      return plc.disconnect(command.do);
    case 'refuse':
      return plc.refuse();
    case 'accept':
      return plc.listen();
    case 'jam':
      if (!filler) throw simulatorErrors.badCommand({ reason: 'this PLC has no machine that could jam' });
      return filler.jam();
  }
}
