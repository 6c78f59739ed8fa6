import type { Action, ExitCode, Surroundings } from '../command.ts';
import { tokenFrom } from '../instance/address.ts';
import { type Place, works } from './finding.ts';
import { lookAtInstance } from './instance/look.ts';
import { readRequest } from './places.ts';
import { reportText } from './print.ts';
import { reportOf } from './report.ts';
import { lookAtUserDirectory } from './user-directory/look.ts';

const usage = `millwright doctor [--url <address>] [--user-dir <path>] [--json]

Looks whether Millwright works, and says what to do where it does not. It
changes nothing, and runs nothing of yours.

  --url <address>    a running Node-RED: its admin side, with httpAdminRoot if
                     there is one, such as http://localhost:1880/admin
  --user-dir <path>  the files of a Node-RED, running or stopped; without --url
                     it is NODE_RED_HOME or ~/.node-red, where that is there
  --json             results for programs

MILLWRIGHT_TOKEN     environment variable with a token that Node-RED accepts,
                     with the permission settings.read; needed where there is a
                     log-in. Never an argument: others would see it
NODE_EXTRA_CA_CERTS  file with the certificate of your own authority, for https

Ends with 0 when all that was looked at is well, 1 when something needs
attention, 2 after wrong use or when it could not look.
`;

/** Milliseconds that a running instance has for each answer. */
const patience = 10_000;

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { environment, nodeVersion, version, output } = surroundings;
  const { address, userDirectory, json } = readRequest(args, surroundings);
  const token = address === undefined ? undefined : tokenFrom(environment);
  const at = surroundings.now();
  const places: Place[] = [];
  if (address !== undefined) places.push(await lookAtInstance({ base: address, token, patience }, at));
  if (userDirectory !== undefined) places.push(lookAtUserDirectory(userDirectory, at));
  // What cannot be looked at with an older Node.js says so itself.
  const here = [works('doctor.node', `It runs on Node.js ${nodeVersion}`)];
  const report = reportOf({ version, at, here, places, token });
  output.write(json ? `${JSON.stringify(report, null, 2)}\n` : reportText(report, output.colour));
  return report.exitCode;
}

export const doctor: Action = {
  name: 'doctor',
  summary: 'looks whether Millwright works, and says what needs attention',
  usage,
  run,
};
