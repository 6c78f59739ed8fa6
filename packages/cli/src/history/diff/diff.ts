import { readArguments } from '../../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../../command.ts';
import { cliErrors } from '../../errors.ts';
import { colourOf, commonOptions, instanceFrom } from '../../instance/common.ts';
import { counted, jsonText } from '../../terminal/text.ts';
import { comparisonAnswer } from '../answers.ts';
import { askHistory } from '../instance.ts';
import { diffText } from './diff-text.ts';
import { differs, type Shown, shownOf } from './shown.ts';
import { fileIn, sideOf } from './sides.ts';

const command = 'history diff';

const usage = `millwright history diff <before> [<after>] [options]

Compares two of: versions, what runs now, flows in a file. Without <after> it is
what runs now.

  12, "a name"     a version
  current          what runs now
  flows.json       a flow file, Node-RED's export, or an answer of its API: a
                   path with a / or .json at its end; file:<path> for others
  -                the same from the standard input

  --only-given         only what the file holds: for an export of one tab, say,
                       or of some nodes
  --moved              show also what was only moved or put in another order
  --url <address>      the instance, see \`millwright help history\`
  --color, --no-color  colours or none, whatever the terminal is
  --json               results for programs

Lines with - and + as \`diff -u\` has them. Credentials are compared and never
shown, ~ stands before those that changed. A file says nothing about modules
and settings.

Ends with 0 when nothing differs, 1 when something does, 2 when it could not
compare. What was only moved counts with --moved only. Permission: flows.read,
and millwright.history.read for a name.
`;

/** Comparisons hold what differs, of flows of any size. */
const mostBytes = 256 * 1024 * 1024;

function notes(shown: Shown, unknown: readonly string[]): string {
  return [
    ...(shown.hidden > 0 ? [`${counted(shown.hidden, 'thing')} only moved: --moved shows that\n`] : []),
    ...(unknown.length > 0 ? [`Not compared, since not both sides say it: ${unknown.join(', ')}\n`] : []),
  ].join('');
}

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values, positionals } = readArguments(command, {
    args: [...args],
    options: {
      ...commonOptions,
      moved: { type: 'boolean', default: false },
      'only-given': { type: 'boolean' },
    },
    allowPositionals: true,
  });
  const [first, second = 'current'] = positionals;
  if (first === undefined || positionals.length > 2) {
    throw cliErrors.badArguments({
      command,
      reason: 'Say what to compare: one or two versions, files, or current',
    });
  }
  if (first === '-' && second === '-') {
    throw cliErrors.badArguments({ command, reason: 'Only one side can be the standard input' });
  }
  const onlyGiven = values['only-given'];
  if (onlyGiven && fileIn(first) === undefined && fileIn(second) === undefined) {
    throw cliErrors.badArguments({
      command,
      reason: '--only-given is for flows in a file, and none is given',
    });
  }
  const instance = instanceFrom(values.url, surroundings);
  const before = await sideOf(first, instance, surroundings);
  const after = await sideOf(second, instance, surroundings);
  const body = { before: before.asked, after: after.asked, onlyGiven };
  const question = { method: 'POST', path: 'compare', permission: 'flows.read', body, mostBytes } as const;
  const comparison = await askHistory(instance, question, comparisonAnswer);
  const shown = shownOf(comparison, values.moved);
  const different = differs(shown);
  const { output, errors } = surroundings;
  if (values.json) {
    const { hidden: _counted, ...visible } = shown;
    output.write(jsonText({ format: 1, different, ...comparison, ...visible }));
  } else {
    const sides = { before: before.name, after: after.name };
    if (different) output.write(diffText(shown, comparison.names, sides, colourOf(values, output)));
    if (errors.columns !== undefined) {
      errors.write(`${different ? '' : 'Nothing differs.\n'}${notes(shown, comparison.unknown)}`);
    }
  }
  return different ? exitCodes.attention : exitCodes.well;
}

export const diff: Action = {
  name: 'diff',
  summary: 'compares versions, what runs now, and flow files',
  usage,
  run,
};
