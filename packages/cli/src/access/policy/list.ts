import { readArguments } from '../../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../../command.ts';
import { commonOptions, instanceFrom } from '../../instance/common.ts';
import { jsonText } from '../../terminal/text.ts';
import { revisionsAnswer } from '../answers.ts';
import { askAccess, permissions } from '../instance.ts';
import { revisionsText } from './policy-text.ts';

const usage = `millwright access policy list [options]

Every revision of the rules, newest first: when, who, why.

  --url <address>   the instance, see \`millwright help access\`
  --json            results for programs

Permission: millwright.access.read
`;

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values } = readArguments('access policy list', { args: [...args], options: commonOptions });
  const question = { path: 'policies', permission: permissions.read };
  const answer = await askAccess(instanceFrom(values.url, surroundings), question, revisionsAnswer);
  surroundings.output.write(
    values.json ? jsonText({ format: 1, ...answer }) : revisionsText(answer.revisions),
  );
  return exitCodes.well;
}

export const list: Action = { name: 'list', summary: 'lists the revisions of the rules', usage, run };
