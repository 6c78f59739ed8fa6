import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readArguments } from '../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../command.ts';
import { agreed } from '../consent.ts';
import { homeFrom } from '../doctor/places.ts';
import { readSettingsText } from '../doctor/user-directory/settings-text.ts';
import { cliErrors } from '../errors.ts';
import { plain } from '../terminal/text.ts';
import { carryOut } from './carry-out.ts';
import { type Place, readPlace } from './place.ts';
import { planToSecure, planToUndo } from './plan.ts';
import { type Entry, nextSteps, planText } from './plan-text.ts';

const usage = `millwright init [--user-dir <path>] [--yes] [--dry-run] [--undo]

Secures Node-RED's admin side: it stays closed to everybody whenever access is
missing or does not start, instead of open. For that settings.js gets one more
line, and millwright/secure.cjs is put beside it. It says what it would write,
and asks.

  --user-dir <path>  where settings.js is; else NODE_RED_HOME or ~/.node-red
  --yes              does not ask; needed where nobody can be asked
  --dry-run          only says what it would write
  --undo             takes the line out of settings.js again

Run it as the user that runs Node-RED. A second run changes nothing, but renews
secure.cjs when access was updated. Ends with 0 when it is done or nothing is to
be done, 2 when it was not done; then settings.js is as it was.
`;

function entryOf({ directory, settings: { text } }: Place): Entry {
  if (existsSync(join(directory, 'millwright/access.set-up'))) return 'owner';
  return readSettingsText(text).logIn ? 'settings' : 'set-up';
}

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values } = readArguments('init', {
    args: [...args],
    options: {
      'user-dir': { type: 'string' },
      yes: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      undo: { type: 'boolean', default: false },
    },
  });
  if (values['user-dir'] === '') {
    throw cliErrors.badArguments({ command: 'init', reason: '--user-dir needs a path' });
  }
  const { output } = surroundings;
  const place = readPlace(resolve(values['user-dir'] ?? homeFrom(surroundings)));
  const plan = values.undo ? planToUndo(place) : planToSecure(place);
  if (plan.settings === undefined && plan.secure === undefined) {
    const state = plan.undo ? 'is not secured: there is nothing to take out' : 'is secured already';
    output.write(`${plain(place.settings.path)} ${state}.\n`);
    return exitCodes.well;
  }
  output.write(planText(plan));
  if (values['dry-run']) return exitCodes.well;
  const question = plan.undo ? 'Take it out' : 'Write this';
  if (!values.yes && !(await agreed(question, surroundings))) return exitCodes.failed;
  const copy = await carryOut(plan, surroundings.now());
  if (copy !== undefined) output.write(`Kept as it was: ${plain(copy)}\n`);
  output.write(nextSteps(plan, entryOf(place)));
  return exitCodes.well;
}

export const init: Action = {
  name: 'init',
  summary: 'keeps the admin side closed whenever access does not work',
  usage,
  run,
};
