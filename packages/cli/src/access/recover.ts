import { existsSync, rmSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { readArguments } from '../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../command.ts';
import { agreed } from '../consent.ts';
import { homeFrom } from '../doctor/places.ts';
import { systemCode } from '../doctor/user-directory/files.ts';
import { cliErrors } from '../errors.ts';
import { writeDraft } from '../init/write.ts';
import { columns, plain, wrap } from '../terminal/text.ts';

const command = 'access recover';

const usage = `millwright access recover [--user-dir <path>] [--yes] [--undo]

For when no owner can log in any more. At its next start Node-RED prints a code
in its log, as at the very first one, and whoever gives it in the editor becomes
an owner. Roles, rules, people and tokens stay as they are.

It needs nothing but the right to write into the user directory: whoever has
that may do everything there anyway. It leaves millwright/access.recover
behind, which is taken away when somebody has become an owner.

  --user-dir <path>  where settings.js is; else NODE_RED_HOME or ~/.node-red
  --yes              does not ask; needed where nobody can be asked
  --undo             takes it back, before the next start
`;

/** Left for access to find at its next start. */
const file = 'millwright/access.recover';

function say(text: string, { output }: Surroundings): ExitCode {
  output.write(`${wrap(plain(text), columns).join('\n')}\n`);
  return exitCodes.well;
}

function leave(path: string, { now }: Surroundings): void {
  const text = `Asked for by ${userInfo().username}, ${now().toISOString()}\n`;
  try {
    const { uid, gid } = statSync(dirname(path));
    writeDraft(path, text, { mode: 0o600, uid, gid });
  } catch (error) {
    throw cliErrors.notWritten({ path, reason: systemCode(error) }, { cause: error });
  }
}

function takeBack(path: string): void {
  try {
    rmSync(path);
  } catch (error) {
    throw cliErrors.notWritten({ path, reason: systemCode(error) }, { cause: error });
  }
}

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values } = readArguments(command, {
    args: [...args],
    options: {
      'user-dir': { type: 'string' },
      yes: { type: 'boolean', default: false },
      undo: { type: 'boolean', default: false },
    },
  });
  if (values['user-dir'] === '') throw cliErrors.badArguments({ command, reason: '--user-dir needs a path' });
  const directory = resolve(values['user-dir'] ?? homeFrom(surroundings));
  const path = join(directory, file);
  const isThere = existsSync(path);
  if (values.undo) {
    if (isThere) takeBack(path);
    return say(isThere ? 'Taken back.' : 'There is nothing to take back.', surroundings);
  }
  if (!existsSync(join(directory, 'millwright/access.set-up')))
    throw cliErrors.neverSetUp({ path: directory });
  if (!isThere) {
    const question = `Let whoever gives the code of the next start become an owner of ${plain(directory)}`;
    if (!values.yes && !(await agreed(question, surroundings))) return exitCodes.failed;
    leave(path, surroundings);
  }
  return say(
    'Restart Node-RED. The code stands in its log and in millwright/set-up-code; log in as `setup` with it as the password where there is a log-in, and make an owner in the sidebar "Access".',
    surroundings,
  );
}

export const recover: Action = {
  name: 'recover',
  summary: 'lets a new owner be made when none can log in any more',
  usage,
  run,
};
