import { readArguments } from '../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../command.ts';
import { agreed } from '../consent.ts';
import { cliErrors } from '../errors.ts';
import { commonOptions, instanceFrom } from '../instance/common.ts';
import { jsonText } from '../terminal/text.ts';
import type { CurrentPolicy } from './answers.ts';
import { changePolicy, currentPolicy } from './instance.ts';
import { holdsText } from './policy/policy-text.ts';

const command = 'access revert';

const usage = `millwright access revert [<revision>] [options]

Puts the rules of an earlier revision into effect again, as a new one.

  <revision>        as \`millwright access policy list\` has it; without it, the
                    one before a change that was not confirmed yet
  --yes             does not ask; needed where nobody can be asked
  --url <address>   the instance, see \`millwright help access\`
  --json            results for programs

Permissions: millwright.access.read and .write
`;

/** @throws `cli.bad-arguments` */
function wanted(positionals: readonly string[], { pending }: CurrentPolicy): number {
  const [text] = positionals;
  const number = text === undefined ? pending?.revertsTo : Number(text);
  if (positionals.length > 1 || number === undefined || !Number.isInteger(number) || number < 1) {
    throw cliErrors.badArguments({ command, reason: 'Say which revision: one number' });
  }
  return number;
}

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values, positionals } = readArguments(command, {
    args: [...args],
    options: { ...commonOptions, yes: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const instance = instanceFrom(values.url, surroundings);
  const before = await currentPolicy(instance);
  const to = wanted(positionals, before);
  const question = `Put the rules of revision ${to} into effect, in place of revision ${before.revision}`;
  if (!values.yes && !(await agreed(question, surroundings))) return exitCodes.failed;
  const body = { revision: before.revision, to };
  const current = await changePolicy(instance, { path: 'policy/revert', method: 'POST', body });
  surroundings.output.write(values.json ? jsonText({ format: 1, current }) : holdsText(current));
  return exitCodes.well;
}

export const revert: Action = {
  name: 'revert',
  summary: 'goes back to the rules of an earlier revision',
  usage,
  run,
};
