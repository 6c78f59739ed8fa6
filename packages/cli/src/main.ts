import { isCodedError } from '@millwright/schema';
import { type Command, type ExitCode, exitCodes, type Surroundings } from './command.ts';
import { cliErrors } from './errors.ts';
import { helpWithToken } from './instance/token-help.ts';
import { nearest } from './near.ts';
import { columns, plain, wrap } from './terminal/text.ts';

function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const rows = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `millwright <command> [options]

${rows.join('\n')}

millwright help <command>   says more about one of them
millwright --version        says the version

Ends with 0 when all is well, 1 when something needs attention or differs, 2
after wrong use or when it could not look.
`;
}

/** Leads from `millwright` to where a command was looked for: `['history']`. */
type Path = readonly string[];

function find(name: string, commands: readonly Command[], path: Path): Command {
  const found = commands.find((command) => command.name === name);
  if (found) return found;
  const near = nearest(
    name,
    commands.map((command) => command.name),
  );
  const whole = (last: string): string => [...path, last].join(' ');
  throw cliErrors.unknownCommand({ name: whole(plain(name)), near: near.map(whole), group: path.join(' ') });
}

/** The page about the command that the names lead to. */
function usageOf([name, ...rest]: readonly string[], commands: readonly Command[], path: Path = []): string {
  if (name === undefined) return overview(commands);
  const command = find(name, commands, path);
  const isLast = rest.length === 0 || !('commands' in command);
  return isLast ? command.usage : usageOf(rest, command.commands, [...path, name]);
}

const asksForHelp = (word: string | undefined): boolean => word === '--help' || word === '-h';

/** The arguments that are ours: after `--` they are those of another program. */
const ownArguments = (args: readonly string[]): readonly string[] =>
  args.includes('--') ? args.slice(0, args.indexOf('--')) : args;

async function runOne(
  [name = '', ...rest]: readonly string[],
  commands: readonly Command[],
  surroundings: Surroundings,
  path: Path = [],
): Promise<ExitCode> {
  const command = find(name, commands, path);
  const [next] = rest;
  const isGroup = 'commands' in command;
  if (isGroup ? asksForHelp(next) : ownArguments(rest).some(asksForHelp)) {
    surroundings.output.write(command.usage);
    return exitCodes.well;
  }
  if (!isGroup) return command.run(rest, surroundings);
  if (next?.startsWith('-')) {
    const reason = 'Options stand after the command that they are for';
    throw cliErrors.badArguments({ command: [...path, name].join(' '), reason });
  }
  if (next !== undefined) return runOne(rest, command.commands, surroundings, [...path, name]);
  surroundings.errors.write(command.usage);
  return exitCodes.failed;
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
  if (first === 'help' || asksForHelp(first)) {
    output.write(usageOf(rest, commands));
    return exitCodes.well;
  }
  return runOne(args, commands, surroundings);
}

/** The error as one line with its code, and where a token is missing, how to get one. */
function errorText(error: unknown): string {
  const coded = isCodedError(error)
    ? error
    : cliErrors.unexpected({ reason: error instanceof Error ? error.name : typeof error }, { cause: error });
  const lines = wrap(`■ ${plain(coded.message)} (${coded.code})`, columns - 2);
  return [lines.join('\n  '), ...helpWithToken(coded)].map((line) => `${line}\n`).join('');
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
    surroundings.errors.write(errorText(error));
    return exitCodes.failed;
  }
}
