import { readArguments } from '../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../command.ts';
import { commonOptions, instanceFrom } from '../instance/common.ts';
import { jsonText } from '../terminal/text.ts';
import { changePolicy, currentPolicy } from './instance.ts';
import { holdsText } from './policy/policy-text.ts';

const usage = `millwright access confirm [options]

Keeps a change of the rules that would go back by itself.

  --url <address>   the instance, see \`millwright help access\`
  --json            results for programs

Ends with 0 also when nothing waited for it. Permission: millwright.access.write
`;

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values } = readArguments('access confirm', { args: [...args], options: commonOptions });
  const instance = instanceFrom(values.url, surroundings);
  const before = await currentPolicy(instance);
  const body = { revision: before.revision };
  const current = before.pending
    ? await changePolicy(instance, { path: 'policy/confirm', method: 'POST', body })
    : before;
  surroundings.output.write(values.json ? jsonText({ format: 1, current }) : holdsText(current));
  return exitCodes.well;
}

export const confirm: Action = {
  name: 'confirm',
  summary: 'keeps a change of the rules that would go back by itself',
  usage,
  run,
};
