import { type ParseArgsConfig, parseArgs } from 'node:util';
import { cliErrors } from './errors.ts';

/**
 * Reads the arguments of a command.
 *
 * @param command as it is typed after `millwright`, for the error message
 * @throws `cli.bad-arguments`
 */
export function readArguments<const Config extends ParseArgsConfig>(
  command: string,
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/\.?\s*$/, '') : 'They cannot be read';
    throw cliErrors.badArguments({ command, reason }, { cause });
  }
}
