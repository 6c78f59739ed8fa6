import { existsSync, writeFileSync } from 'node:fs';
import { waitFor } from '@millwright/testing/wait';
import { ask } from '../admin.ts';
import type { Line } from './lines.ts';

/** A Node-RED of the demo, and the token of somebody who may do everything there. */
export interface Reached {
  readonly url: string;
  readonly token: string;
}
export interface ReachedGateway extends Reached {
  readonly line: Line;
  readonly plcPort: number;
}

export interface FleetOptions {
  readonly hub: Reached;
  readonly gateways: readonly ReachedGateway[];
  /** Environment values that say where the machines are which all lines have in common. */
  readonly shared: Readonly<Record<string, string>>;
  /** Of the release key. */
  readonly passphrase: string;
  /** A file that says that it was done. */
  readonly mark: string;
}

interface Own {
  readonly stage: string;
  readonly device?: string;
  readonly words?: readonly string[];
  readonly hub?: { readonly url: string };
}
interface Value {
  readonly owner: { readonly kind: string; readonly device?: string };
  readonly name: string;
  readonly isSecret: boolean;
  readonly value?: string;
}
interface PlannedDevice {
  readonly missing: readonly string[];
  readonly problems: readonly { readonly message: string }[];
}
interface Plan {
  readonly id: string;
  readonly problems: readonly { readonly message: string }[];
  readonly devices: readonly PlannedDevice[];
}

/** What all gateways of the plant have in common: one label selects both. */
const plantLabels = [
  { name: 'site', value: 'hamburg' },
  { name: 'role', value: 'gateway' },
] as const;

/** The release that both lines run. */
const releaseName = 'filler-line';
/** The demo's health window, in seconds: nobody wants to wait a minute for each try. */
const windowSeconds = 10;

/**
 * Makes the demo's Node-RED a hub, enrols the gateways, compares the words of both sides, gives each line where its PLC is, and
 * deploys the first release. All that once: later only the PLCs' ports are followed, and the rest is whoever's who plays with it.
 *
 * @returns what somebody should know of who started the demo; mostly nothing
 */
export async function setUpFleet({
  hub,
  gateways,
  shared,
  passphrase,
  mark,
}: FleetOptions): Promise<readonly string[]> {
  const isFirst = !existsSync(mark);
  if (isFirst) {
    await setUpHub(hub, passphrase);
    for (const gateway of gateways) await enrol(hub, gateway);
  }
  await setValue(hub, { kind: 'all' }, isFirst ? { TROUBLE: 'none', ...shared } : shared);
  const notes: string[] = [];
  for (const gateway of gateways) notes.push(...(await follow(hub, gateway, isFirst)));
  if (!isFirst) return notes;
  notes.push(...(await deployFirst(hub, passphrase)));
  writeFileSync(mark, '');
  return notes;
}

async function setUpHub({ url, token }: Reached, passphrase: string): Promise<void> {
  const state = (await ask(url, token, 'GET', 'fleet/state')) as { hub: { keys: { mode: string } } };
  if (state.hub.keys.mode === 'none')
    await ask(url, token, 'POST', 'fleet/hub', { mode: 'sealed', passphrase });
}

const ownOf = async ({ url, token }: Reached): Promise<Own> =>
  (await ask(url, token, 'GET', 'fleet/own')) as Own;

/** As a person would: a code from one sidebar into the other, and the words of both compared. */
async function enrol(hub: Reached, gateway: ReachedGateway): Promise<void> {
  const { name, line } = gateway.line;
  if ((await ownOf(gateway)).stage === 'none') {
    const labels = [...plantLabels, { name: 'line', value: line }];
    const draft = { url: hub.url, labels, note: name };
    const { code } = (await ask(hub.url, hub.token, 'POST', 'fleet/codes', draft)) as { code: string };
    await ask(gateway.url, gateway.token, 'POST', 'fleet/own/enrol', { code, name });
  }
  const own = await waitFor(`${name} to be enrolled`, async () => {
    const now = await ownOf(gateway);
    return (now.stage === 'words' || now.stage === 'enrolled') && now;
  });
  const path = `fleet/devices/${own.device}`;
  const { words } = (await ask(hub.url, hub.token, 'GET', path)) as { words?: readonly string[] };
  // Somebody has compared them already.
  if (words === undefined) return;
  if (words.join(' ') !== own.words?.join(' '))
    throw new Error(
      `The words of ${name} are not the same on both sides: look at them in the Fleet sidebars of both editors, and shut ${name} out where they differ`,
    );
  await ask(hub.url, hub.token, 'POST', `${path}/confirm`);
}

/** Says where the PLC of a line is, where that is news. */
async function follow(hub: Reached, gateway: ReachedGateway, isFirst: boolean): Promise<readonly string[]> {
  const { device, hub: known } = await ownOf(gateway);
  const { name } = gateway.line;
  if (device === undefined) return [];
  const port = String(gateway.plcPort);
  const wanted = isFirst ? { PLC_HOST: '127.0.0.1', PLC_PORT: port } : { PLC_PORT: port };
  const changed = await setValue(hub, { kind: 'device', device }, wanted);
  const notes: string[] = [];
  if (known !== undefined && known.url !== hub.url)
    notes.push(
      `${name} looks for its hub at ${known.url}: it runs on, and is out of reach until the hub is there again`,
    );
  if (changed && !isFirst) notes.push(`The PLC of ${name} has another port: deploy ${releaseName} once more`);
  return notes;
}

/** Sets values of one owner beside those that it has. @returns whether anything was another */
async function setValue(
  { url, token }: Reached,
  owner: { readonly kind: string; readonly device?: string },
  wanted: Readonly<Record<string, string>>,
): Promise<boolean> {
  const all = (await ask(url, token, 'GET', 'fleet/values')) as { values: readonly Value[] };
  const own = all.values.filter(
    (value) => value.owner.kind === owner.kind && value.owner.device === owner.device,
  );
  const isNews = Object.entries(wanted).some(
    ([name, text]) => !own.some((one) => one.name === name && one.value === text),
  );
  if (!isNews) return false;
  const kept = own
    .filter(({ name }) => !(name in wanted))
    .map(({ name, isSecret, value }) => ({ name, isSecret, ...(value === undefined ? {} : { value }) }));
  const values = Object.entries(wanted).map(([name, value]) => ({ name, isSecret: false, value }));
  await ask(url, token, 'PUT', 'fleet/values', { owner, values: [...kept, ...values] });
  return true;
}

/**
 * What the hub's editor has, to both lines: from then on there is something to go back to. Not where a directory that is older than
 * the fleet has flows that ask for other values.
 */
async function deployFirst({ url, token }: Reached, passphrase: string): Promise<readonly string[]> {
  const plan = (await ask(url, token, 'POST', 'fleet/plans', {
    source: { kind: 'running' },
    name: releaseName,
    selection: { kind: 'all' },
    health: { windowSeconds, connections: true },
  })) as Plan;
  const missing = new Set(plan.devices.flatMap((device) => device.missing));
  if (missing.size > 0)
    return [
      `Nothing was deployed to the gateways: the flows ask for ${[...missing].join(', ')}, which no environment value gives yet`,
    ];
  const problems = [...plan.problems, ...plan.devices.flatMap((device) => device.problems)];
  if (problems.length > 0)
    throw new Error(
      `The first release cannot go out: ${problems.map(({ message }) => message).join('; ')}. Mend that, and deploy ${releaseName} in the Fleet sidebar of the hub`,
    );
  await ask(url, token, 'POST', 'fleet/deploys', {
    plan: plan.id,
    passphrase,
    note: 'The first release, by npm start',
  });
  return [];
}
