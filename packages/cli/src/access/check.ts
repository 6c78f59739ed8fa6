import { policyErrors } from '@millwright/access';
import { formatProblem, isCodedError, type Problem } from '@millwright/schema';
import { readArguments } from '../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { jsonText, plain } from '../terminal/text.ts';
import { readPolicyFile } from './policy-file.ts';

const command = 'access check';

const usage = `millwright access check <file> [--json]

Checks a file with roles, rules and bindings as access itself does, without
asking any Node-RED: its shape, roles that are not there, roles that inherit
in a ring, names that are given twice.

  <file>   as \`millwright access policy get\` prints it; - for the standard input
  --json   results for programs

Ends with 0 when the file is valid, 1 when it is not, 2 when it cannot be read.
`;

async function problemsOf(file: string, { input }: Surroundings): Promise<readonly Problem[]> {
  try {
    await readPolicyFile(file, input);
    return [];
  } catch (error) {
    if (!isCodedError(error) || !policyErrors.invalid.is(error)) throw error;
    return (error.details as { readonly problems: readonly Problem[] }).problems;
  }
}

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values, positionals } = readArguments(command, {
    args: [...args],
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) {
    throw cliErrors.badArguments({ command, reason: 'Say which file: one, or - for the standard input' });
  }
  const problems = await problemsOf(file, surroundings);
  const valid = problems.length === 0;
  const lines = valid
    ? [`${plain(file)} is valid.`]
    : problems.map((problem) => `■ ${plain(formatProblem(problem))}`);
  surroundings.output.write(values.json ? jsonText({ format: 1, valid, problems }) : `${lines.join('\n')}\n`);
  return valid ? exitCodes.well : exitCodes.attention;
}

export const check: Action = {
  name: 'check',
  summary: 'checks a file with rules, without any Node-RED',
  usage,
  run,
};
