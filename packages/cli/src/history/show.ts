import { readArguments } from '../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { colourOf, commonOptions, instanceFrom } from '../instance/common.ts';
import { jsonText } from '../terminal/text.ts';
import { detailsAnswer } from './answers.ts';
import { askHistory } from './instance.ts';
import { versionJson } from './list.ts';
import { showText } from './show-text.ts';
import { numberOf } from './which.ts';

const command = 'history show';

const usage = `millwright history show <version> [options]

What a version holds: what changed with it, its tabs and subflows, modules,
settings, and which nodes have credentials. Credentials are never shown.

  <version>            its number, its name, or \`current\` for what runs now
  --url <address>      the instance, see \`millwright help history\`
  --color, --no-color  colours or none, whatever the terminal is
  --json               results for programs

What stands in brackets behind a part is what \`restore --part\` takes.

Permission: millwright.history.read
`;

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values, positionals } = readArguments(command, {
    args: [...args],
    options: commonOptions,
    allowPositionals: true,
  });
  const [wanted] = positionals;
  if (wanted === undefined || positionals.length > 1) {
    throw cliErrors.badArguments({ command, reason: 'Say which version: one number, one name, or current' });
  }
  const instance = instanceFrom(values.url, surroundings);
  const path = `versions/${await numberOf(instance, wanted)}`;
  const details = await askHistory(instance, { path, permission: 'millwright.history.read' }, detailsAnswer);
  const { output } = surroundings;
  output.write(
    values.json
      ? jsonText({ format: 1, ...details, version: versionJson(details.version) })
      : showText(details, colourOf(values, output)),
  );
  return exitCodes.well;
}

export const show: Action = {
  name: 'show',
  summary: 'what one version holds, and what changed with it',
  usage,
  run,
};
