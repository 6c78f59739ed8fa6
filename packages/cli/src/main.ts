import { isCodedError } from '@millwright/schema';
import { type Command, type ExitCode, exitCodes, type Surroundings } from './command.ts';
import { cliErrors } from './errors.ts';
import { nearest } from './near.ts';
import { columns, plain, wrap } from './terminal/text.ts';

function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const rows = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `millwright <command> [options]

${rows.join('\n')}

millwright help <command>   says more about one of them
millwright --version        says the version

Ends with 0 when all is well, 1 when something needs attention, 2 after wrong
use or when it could not look.
`;
}

function find(name: string, commands: readonly Command[]): Command {
  const found = commands.find((command) => command.name === name);
  if (found) return found;
  const near = nearest(
    name,
    commands.map((command) => command.name),
  );
  throw cliErrors.unknownCommand({ name: plain(name), near });
}

async function dispatch(
  args: readonly string[],
  commands: readonly Command[],
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { output, errors, version } = surroundings;
  const [first, ...rest] = args;
  if (first === undefined) {
    errors.write(overview(commands));
    return exitCodes.failed;
  }
  if (first === '--version' || first === '-v') {
    output.write(`${version}\n`);
    return exitCodes.well;
  }
  if (first === 'help' || first === '--help' || first === '-h') {
    const [topic] = rest;
    output.write(topic === undefined ? overview(commands) : find(topic, commands).usage);
    return exitCodes.well;
  }
  const command = find(first, commands);
  if (rest.includes('--help') || rest.includes('-h')) {
    output.write(command.usage);
    return exitCodes.well;
  }
  return command.run(rest, surroundings);
}

/** Runs the command that the arguments name. Never throws: what fails is said on the error output, with its code. */
export async function main(
  args: readonly string[],
  commands: readonly Command[],
  surroundings: Surroundings,
): Promise<ExitCode> {
  try {
    return await dispatch(args, commands, surroundings);
  } catch (error) {
    const coded = isCodedError(error)
      ? error
      : cliErrors.unexpected(
          { reason: error instanceof Error ? error.name : typeof error },
          { cause: error },
        );
    const lines = wrap(`■ ${plain(coded.message)} (${coded.code})`, columns - 2);
    surroundings.errors.write(`${lines.join('\n  ')}\n`);
    return exitCodes.failed;
  }
}
