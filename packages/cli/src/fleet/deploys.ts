import { readArguments } from '../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { localMinute } from '../history/moments.ts';
import { commonOptions, instanceFrom } from '../instance/common.ts';
import { counted, jsonText, plain } from '../terminal/text.ts';
import { type Deploy, type DeployHead, type DeploySummary, deployAnswer, deploysAnswer } from './answers.ts';
import { askFleet, permissions } from './instance.ts';
import { releaseText } from './release-name.ts';
import { table } from './rows.ts';

const command = 'fleet deploys';

const usage = `millwright fleet deploys [<id>] [options]

The last 50 deploys of a hub, the latest first; or one of them, with what has
become of it on each device.

  --url <address>   the hub, see \`millwright help fleet\`
  --json            results for programs

Of one, ends with 1 as long as it has not come through everywhere. Permission:
millwright.fleet.read
`;

/** How a delivery ends where it has come through. */
const good = 'committed';

const headOf = ({ id, time, release, state, by, note }: DeployHead): readonly string[] => [
  plain(id),
  localMinute(time),
  releaseText(release),
  plain(state),
  plain([...(by === undefined ? [] : [`by ${by}`]), ...(note === undefined ? [] : [`“${note}”`])].join(' ')),
];

const doneText = ({ devices, results }: DeploySummary): string =>
  `${results[good] ?? 0} of ${counted(devices, 'device')}`;

export function deploysText(deploys: readonly DeploySummary[]): string {
  if (deploys.length === 0) return 'No deploy yet.\n';
  const lines = deploys.map((each) => {
    const head = headOf(each);
    return [...head.slice(0, -1), doneText(each), ...head.slice(-1)];
  });
  return table(lines)
    .map((line) => `${line}\n`)
    .join('');
}

export function deployText(deploy: Deploy): string {
  const lines = table(deploy.devices.map(({ name, at }) => [`  ${plain(name)}`, plain(at)]));
  const waits = deploy.state === 'waits-for-signature';
  return [
    headOf(deploy).join('  ').trimEnd(),
    ...(waits ? [`  Goes out once it is signed: millwright fleet sign ${releaseText(deploy.release)}`] : []),
    ...deploy.devices.flatMap(({ error }, index) => [
      lines[index] ?? '',
      ...(error ? [`    ${plain(error.message)} (${plain(error.code)})`] : []),
    ]),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values, positionals } = readArguments(command, {
    args: [...args],
    options: commonOptions,
    allowPositionals: true,
  });
  const [id] = positionals;
  if (positionals.length > 1)
    throw cliErrors.badArguments({ command, reason: 'Say which deploy: one, or none' });
  const instance = instanceFrom(values.url, surroundings);
  const { output } = surroundings;
  const permission = permissions.read;
  if (id === undefined) {
    const { deploys } = await askFleet(instance, { path: 'deploys', permission }, deploysAnswer);
    output.write(values.json ? jsonText({ format: 1, deploys }) : deploysText(deploys));
    return exitCodes.well;
  }
  const path = `deploys/${encodeURIComponent(id)}`;
  const deploy = await askFleet(instance, { path, permission }, deployAnswer);
  output.write(values.json ? jsonText({ format: 1, deploy }) : deployText(deploy));
  return deploy.devices.every(({ at }) => at === good) ? exitCodes.well : exitCodes.attention;
}

export const deploys: Action = {
  name: 'deploys',
  summary: 'what was deployed, and what became of it',
  usage,
  run,
};
