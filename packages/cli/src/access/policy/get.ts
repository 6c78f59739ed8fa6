import { readArguments } from '../../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../../command.ts';
import { cliErrors } from '../../errors.ts';
import { commonOptions, instanceFrom } from '../../instance/common.ts';
import { jsonText } from '../../terminal/text.ts';
import { currentPolicy } from '../instance.ts';

const command = 'access policy get';

const usage = `millwright access policy get [options]

Prints the roles, rules and bindings that hold, as a file to keep, to change and
to give to \`millwright access policy set\`.

  --url <address>   the instance, see \`millwright help access\`
  --json            with its revision, who made it and when

Permission: millwright.access.read
`;

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values, positionals } = readArguments(command, {
    args: [...args],
    options: commonOptions,
    allowPositionals: true,
  });
  if (positionals.length > 0) throw cliErrors.badArguments({ command, reason: 'It takes no name' });
  const current = await currentPolicy(instanceFrom(values.url, surroundings));
  surroundings.output.write(jsonText(values.json ? { format: 1, ...current } : current.policy));
  return exitCodes.well;
}

export const get: Action = { name: 'get', summary: 'prints the rules that hold, as a file', usage, run };
