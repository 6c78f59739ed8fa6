import { actions } from '@millwright/access';
import { readArguments } from '../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { colourOf, commonOptions, instanceFrom } from '../instance/common.ts';
import { nearest } from '../near.ts';
import { columns, jsonText, painted, plain, wrap } from '../terminal/text.ts';
import { type Explanation, explanationAnswer, type Reason } from './answers.ts';
import { askAccess, permissions } from './instance.ts';
import { reasonText } from './words.ts';

const command = 'access explain';

const usage = `millwright access explain <user> <action> [<target>] [options]

Whether somebody may do something, why, and who can.

  <user>      the name they log in with
  <action>    such as flow.edit, deploy.full, inject, module.install
  <target>    tab:<id>, subflow:<id>, node:<id> or module:<name>; without it the
              instance as a whole. For dashboard.use and alarm.* it is a widget,
              or a group or page of a dashboard, each as node:<id>

  --trace              with every rule that was looked at
  --url <address>      the instance, see \`millwright help access\`
  --color, --no-color  colours or none, whatever the terminal is
  --json               results for programs, with every rule that was looked at

Ends with 0 when they may, 1 when they may not, 2 when it could not be told.
Permission: millwright.access.read
`;

/** @throws `cli.bad-arguments` */
function questionOf([user, action, target, ...more]: readonly string[]): object {
  const bad = (reason: string): Error => cliErrors.badArguments({ command, reason });
  if (user === undefined || action === undefined || more.length > 0)
    throw bad('It takes a user, an action, and at most one target');
  if (!actions.some((each) => each === action)) {
    const near = nearest(action, actions);
    throw bad(`There is no action "${plain(action)}"${near.length > 0 ? `, but ${near.join(', ')}` : ''}`);
  }
  return { subject: { user }, action, ...(target === undefined ? {} : { target: targetOf(target, bad) }) };
}

function targetOf(text: string, bad: (reason: string) => Error): object {
  const [, kind, name] = /^(tab|subflow|node|module):(.+)$/.exec(text) ?? [];
  if (kind === undefined) throw bad('A target is tab:<id>, subflow:<id>, node:<id> or module:<name>');
  return kind === 'module' ? { kind, name } : { kind, id: name };
}

const isAllowed = ({ code }: Reason): boolean => code === 'allowed' || code === 'system';

function grantorsText({ grantors: { roles, owners } }: Explanation): string {
  const who = [
    ...(roles.length > 0 ? [`whoever has the role ${roles.join(' or ')}`] : []),
    ...(owners.length > 0 ? [`roles are given by ${owners.join(', ')}`] : []),
  ];
  return who.join('; ');
}

function explanationText(explanation: Explanation, withTrace: boolean, colour: boolean): string {
  const { subject, roles, allowed, reasons, trace } = explanation;
  const block = (text: string, indent = '  '): readonly string[] =>
    wrap(plain(text), columns - indent.length).map((line) => indent + line);
  const sign = (good: boolean): string => (good ? painted('●', 32, colour) : painted('■', 31, colour));
  const grantors = allowed ? '' : grantorsText(explanation);
  return [
    `${sign(allowed)} ${plain(subject)} ${allowed ? 'may do this' : 'may not do this'}.`,
    ...block(`Roles: ${roles.length === 0 ? 'none' : roles.join(', ')}`),
    ...reasons.map(
      (reason) => `  ${sign(isAllowed(reason))} ${block(reasonText(reason), '    ').join('\n').trimStart()}`,
    ),
    ...(grantors === '' ? [] : block(`Who can: ${grantors}`)),
    ...(withTrace ? ['', 'Rules that were looked at:'] : []),
    ...(withTrace ? trace : []).map(
      ({ role, rule, effect, result }) =>
        `  ${plain(`${effect.padEnd(5)}  ${result.padEnd(12)}  ${role}: ${rule}`)}`,
    ),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values, positionals } = readArguments(command, {
    args: [...args],
    options: { ...commonOptions, trace: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const body = questionOf(positionals);
  const { output } = surroundings;
  const question = { path: 'explain', method: 'POST', permission: permissions.read, body } as const;
  const explanation = await askAccess(instanceFrom(values.url, surroundings), question, explanationAnswer);
  output.write(
    values.json
      ? jsonText({ format: 1, ...explanation })
      : explanationText(explanation, values.trace, colourOf(values, output)),
  );
  return explanation.allowed ? exitCodes.well : exitCodes.attention;
}

export const explain: Action = {
  name: 'explain',
  summary: 'whether somebody may do something, and why',
  usage,
  run,
};
