import { readArguments } from '../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../command.ts';
import { cliErrors } from '../errors.ts';
import type { Instance } from '../instance/ask.ts';
import { commonOptions, instanceFrom } from '../instance/common.ts';
import { jsonText } from '../terminal/text.ts';
import { type Device, devicesAnswer } from './answers.ts';
import { devicesText } from './devices-text.ts';
import { askFleet, permissions } from './instance.ts';

const command = 'fleet devices';

const usage = `millwright fleet devices [options]

The devices of a hub by name: in reach or not, how it stands with them, what
runs there and what is wanted, when they were last heard, and their labels.

  --text <text>           part of the name, the id, or of a label
  --label <name>=<value>  those that have it; more than one: those with all
  --state <state>         those in it; more than one: in any of them. Such as
                          in-sync, working, pending, failed, drifted, safe, new
  --offline, --online     those that are not in reach, or are
  --url <address>         the hub, see \`millwright help fleet\`
  --json                  results for programs

Ends with 0, or with 1 when one of them needs attention: its state is failed,
safe, drifted or copied. Permission: millwright.fleet.read
`;

/** In which somebody has to look at a device. */
const alarming: readonly string[] = ['failed', 'safe', 'drifted', 'copied'];

/** As many as one answer can have. */
const page = 500;

function labelOf(text: string): { readonly name: string; readonly value: string } {
  const [, name = '', value = ''] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name === '') throw cliErrors.badArguments({ command, reason: '--label looks like line=1' });
  return { name, value };
}

async function all(instance: Instance, filter: Readonly<Record<string, string>>): Promise<readonly Device[]> {
  const found: Device[] = [];
  for (let after: string | undefined; ; ) {
    const query = new URLSearchParams({ ...filter, limit: String(page), ...(after ? { after } : {}) });
    const question = { path: `devices?${query}`, permission: permissions.read };
    const { devices, next } = await askFleet(instance, question, devicesAnswer);
    found.push(...devices);
    // A page without devices, or the same again, would never end.
    if (next === undefined || next === after || devices.length === 0) return found;
    after = next;
  }
}

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values } = readArguments(command, {
    args: [...args],
    options: {
      ...commonOptions,
      text: { type: 'string' },
      label: { type: 'string', multiple: true, default: [] },
      state: { type: 'string', multiple: true, default: [] },
      online: { type: 'boolean', default: false },
      offline: { type: 'boolean', default: false },
    },
  });
  const { text, label, state, online, offline } = values;
  if (online && offline)
    throw cliErrors.badArguments({ command, reason: 'Give --online or --offline, not both' });
  const devices = await all(instanceFrom(values.url, surroundings), {
    ...(text ? { text } : {}),
    ...(label.length > 0 ? { labels: JSON.stringify(label.map(labelOf)) } : {}),
    ...(state.length > 0 ? { states: state.join(',') } : {}),
    ...(online || offline ? { online: String(online) } : {}),
  });
  const { output, now } = surroundings;
  output.write(values.json ? jsonText({ format: 1, devices }) : devicesText(devices, now().getTime()));
  return devices.some((each) => alarming.includes(each.state)) ? exitCodes.attention : exitCodes.well;
}

export const devices: Action = { name: 'devices', summary: 'the devices of a hub', usage, run };
