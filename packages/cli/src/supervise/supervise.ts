import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseDuration } from '../access/duration.ts';
import { readArguments } from '../arguments.ts';
import type { Action, ExitCode, Surroundings } from '../command.ts';
import { homeFrom } from '../doctor/places.ts';
import { cliErrors } from '../errors.ts';
import { plain } from '../terminal/text.ts';
import { isChanging } from './device-journal.ts';
import { giveUpFirstPlace } from './first-process.ts';
import { StartsFile } from './starts-file.ts';
import { Supervisor } from './supervisor.ts';

const name = 'supervise';

const usage = `millwright supervise [options] -- node-red [arguments]

Starts Node-RED and stays beside it: starts it again when it crashes, ends and
starts it when its event loop is blocked, and when a release needs a restart.
With it, a device of a fleet goes back by itself from flows that block it.

  --blocked-after <time>  how long the event loop may stand still: 5s to 10m;
                          20s if not given. While it starts, at least 60s
  --user-dir <path>       where starts are counted; else as Node-RED is told
                          with --userDir, else NODE_RED_HOME or ~/.node-red

After 5 failed starts in a row within 5 minutes flows are not started (safe
mode), so that people can reach the editor and mend them. Between failed starts
it waits 1 to 30 seconds. What Node-RED prints goes through as it is; what the
supervisor says goes to the error output.

SIGTERM, SIGINT, SIGHUP and SIGUSR2 are passed on. Ends with 0 when Node-RED was
stopped, or ended without an error and in the middle of no release; 1 when it
was stopped and had to be killed, or failed while it stopped; 2 after wrong use,
or when it cannot be started. For systemd and containers see docs/fleet.md.
`;

const usualPatience = 20;
const [leastPatience, mostPatience] = [5, 600];
const startingPatience = 60;

/** Node-RED's own user directory, as far as its arguments say it. */
function directoryIn(args: readonly string[]): string | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: { userDir: { type: 'string', short: 'u' } },
    strict: false,
  });
  return typeof values.userDir === 'string' ? values.userDir : undefined;
}

function patienceOf(text: string | undefined): { readonly running: number; readonly starting: number } {
  const seconds = text === undefined ? usualPatience : parseDuration(text);
  if (seconds === undefined || seconds < leastPatience || seconds > mostPatience) {
    const reason = '--blocked-after is between 5s and 10m, such as 20s';
    throw cliErrors.badArguments({ command: name, reason });
  }
  return { running: seconds * 1000, starting: Math.max(seconds, startingPatience) * 1000 };
}

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const split = args.indexOf('--');
  const [command, ...rest] = split < 0 ? [] : args.slice(split + 1);
  const { values } = readArguments(name, {
    args: args.slice(0, split < 0 ? args.length : split),
    options: { 'blocked-after': { type: 'string' }, 'user-dir': { type: 'string' } },
  });
  if (!command) {
    const reason = 'Say what to start, after --: millwright supervise -- node-red';
    throw cliErrors.badArguments({ command: name, reason });
  }
  if (values['user-dir'] === '')
    throw cliErrors.badArguments({ command: name, reason: '--user-dir needs a path' });
  const patience = patienceOf(values['blocked-after']);
  giveUpFirstPlace();
  const userDirectory = resolve(values['user-dir'] ?? directoryIn(rest) ?? homeFrom(surroundings));
  const { environment, errors } = surroundings;
  const say = (text: string): void => errors.write(`[supervisor] ${plain(text)}\n`);
  const file = new StartsFile(join(userDirectory, 'millwright/supervisor.json'), say);
  const changing = (): boolean => isChanging(userDirectory);
  return new Supervisor({ command, args: rest, environment }, patience, file, changing, say).run();
}

export const supervise: Action = {
  name,
  summary: 'starts Node-RED, and again when it crashes or is blocked',
  usage,
  run,
};
