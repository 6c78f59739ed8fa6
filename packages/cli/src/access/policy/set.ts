import { isDeepStrictEqual } from 'node:util';
import type { Policy } from '@millwright/access';
import { readArguments } from '../../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../../command.ts';
import { agreed } from '../../consent.ts';
import { cliErrors } from '../../errors.ts';
import { commonOptions, instanceFrom } from '../../instance/common.ts';
import { jsonText } from '../../terminal/text.ts';
import { simulationAnswer } from '../answers.ts';
import { parseDuration } from '../duration.ts';
import { askAccess, changePolicy, currentPolicy, permissions } from '../instance.ts';
import { readPolicyFile } from '../policy-file.ts';
import { changesText, holdsText, simulationText } from './policy-text.ts';

const command = 'access policy set';

const usage = `millwright access policy set <file> [options]

Checks a file with rules, says what changes and which of the last decisions
would be others, asks, and puts the rules into effect, at once.

  <file>                  as \`millwright access policy get\` prints it; - for the
                          standard input
  --confirm-within <time> 90s, 5m, 1h: the rules before come back by themselves
                          unless \`millwright access confirm\` is given in time
  --note <text>           why; kept with the revision
  --dry-run               only says what would change
  --yes                   does not ask; needed where nobody can be asked
  --url <address>         the instance, see \`millwright help access\`
  --json                  results for programs

It is refused if anybody changed the rules in between, if they would leave
nobody who may change them, and if they are not valid. Ends with 0 when they
hold, 2 when nothing was changed. Permissions: millwright.access.read and .write
`;

function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = parseDuration(text);
  if (seconds === undefined || seconds < 5 || seconds > 86_400) {
    throw cliErrors.badArguments({ command, reason: '--confirm-within is between 5s and 24h, such as 5m' });
  }
  return seconds;
}

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values, positionals } = readArguments(command, {
    args: [...args],
    options: {
      ...commonOptions,
      'confirm-within': { type: 'string' },
      note: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1)
    throw cliErrors.badArguments({ command, reason: 'Say which file: one, or - for the standard input' });
  const confirmWithin = secondsOf(values['confirm-within']);
  const { output, input } = surroundings;
  const policy = await readPolicyFile(file, input);
  const instance = instanceFrom(values.url, surroundings);
  const before = await currentPolicy(instance);
  if (isDeepStrictEqual(before.policy, policy)) {
    output.write(values.json ? jsonText({ format: 1, current: before }) : holdsText(before));
    return exitCodes.well;
  }
  const question = {
    path: 'simulate',
    method: 'POST',
    permission: permissions.read,
    body: { policy },
  } as const;
  const simulation = await askAccess(instance, question, simulationAnswer);
  if (!values.json) {
    const former = before.policy as unknown as Policy;
    output.write(`${[...changesText(former, policy), '', ...simulationText(simulation), ''].join('\n')}\n`);
  }
  if (values['dry-run']) {
    if (values.json) output.write(jsonText({ format: 1, simulation }));
    return exitCodes.well;
  }
  if (!values.yes && !(await agreed('Put these rules into effect', surroundings))) return exitCodes.failed;
  const body = { policy, revision: before.revision, note: values.note, confirmWithin };
  const current = await changePolicy(instance, { path: 'policy', method: 'PUT', body });
  output.write(values.json ? jsonText({ format: 1, simulation, current }) : holdsText(current));
  return exitCodes.well;
}

export const set: Action = { name: 'set', summary: 'puts the rules of a file into effect', usage, run };
