import { readEnrolmentCode } from '@millwright/release';
import { readArguments } from '../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../command.ts';
import { commonOptions, instanceFrom } from '../instance/common.ts';
import { jsonText, plain } from '../terminal/text.ts';
import { type Own, ownAnswer } from './answers.ts';
import { askFleet, permissions } from './instance.ts';
import { row } from './rows.ts';

const command = 'fleet enrol';

const usage = `millwright fleet enrol [options]

Makes a running Node-RED a device of a hub. The code comes from "Add device" in
the Fleet sidebar of the hub; it is asked for here, taken from MILLWRIGHT_ENROL
in the environment, or read from the standard input. Never an argument: others
would see it.

  --name <name>     how the device is called; its host name if not given
  --url <address>   the instance, see \`millwright help fleet\`
  --json            results for programs

Prints four words. It gets releases once somebody has compared them with those
that the hub shows. A Node-RED that does not run yet enrols at its start by
itself: MILLWRIGHT_ENROL=<code> node-red. Permission: millwright.fleet.write
`;

async function codeFrom({ environment, input, errors }: Surroundings): Promise<string> {
  const given = environment['MILLWRIGHT_ENROL'];
  if (given) return given.trim();
  if (!input.terminal) return (await input.text()).trim();
  errors.write('Code: ');
  return ((await input.secret()) ?? '').trim();
}

function ownText({ stage, name, hub, words, trouble }: Own): string {
  const lines = [
    ...(name === undefined ? [] : row('Device', name)),
    ...(hub === undefined ? [] : row('Hub', hub.url)),
    ...(words === undefined ? [] : row('Words', words.join(' '))),
    ...(trouble === undefined ? [] : row('Trouble', `${trouble.message} (${trouble.code})`)),
  ];
  const ends: Readonly<Record<string, string>> = {
    words: 'Compare these words with those that the hub shows, and confirm there.',
    enrolling: 'The enrolment is under way: look at the Fleet sidebar.',
    enrolled: 'It is a device of this hub.',
  };
  return `${[...lines, '', ends[stage] ?? `It is at the stage "${plain(stage)}".`].join('\n')}\n`;
}

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values } = readArguments(command, {
    args: [...args],
    options: { ...commonOptions, name: { type: 'string' } },
  });
  const instance = instanceFrom(values.url, surroundings);
  const code = await codeFrom(surroundings);
  // A slip is told before anything is asked.
  readEnrolmentCode(code);
  const { name } = values;
  const body = { code, ...(name === undefined ? {} : { name }) };
  const question = { path: 'own/enrol', method: 'POST', permission: permissions.write, body } as const;
  const own = await askFleet(instance, question, ownAnswer);
  surroundings.output.write(values.json ? jsonText({ format: 1, own }) : ownText(own));
  return own.trouble === undefined ? exitCodes.well : exitCodes.attention;
}

export const enrol: Action = {
  name: 'enrol',
  summary: 'makes a running Node-RED a device of a hub',
  usage,
  run,
};
