/*
 * Records what a device and a hub of the format of today say, for when it is a former one:
 *
 *   npm run build && node --conditions=@millwright/source test/fleet/formats/record.ts
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startNodeRed } from '@millwright/testing';
import { type RoadMessage, roadFormat } from '../../../plugins/fleet/src/common/formats.ts';
import { asked, deployRunning, enrol, makeCode, startHub } from '../pair.fixture.ts';
import { type Overheard, RoadProxy } from '../road-proxy.fixture.ts';
import { type Recording, recordingFolder } from './recording.fixture.ts';

const fleet = '/millwright/fleet';
const blobs = `GET ${fleet}/device/blobs/`;

/** What goes to each address, and what comes back. */
const kinds: readonly (readonly [path: string, said: RoadMessage, answered: RoadMessage])[] = [
  ['device/enrol/request', 'device.request', 'hub.challenge'],
  ['device/enrol/answer', 'device.answer', 'hub.welcome'],
  ['device/greet', 'device.greet', 'hub.nonce'],
  ['device/session', 'device.greeting', 'hub.pass'],
  ['device/adoption', 'device.adoption', 'hub.adopted'],
];

function kindOf({ by, what }: Overheard): RoadMessage | undefined {
  if (what === 'socket') return by === 'device' ? 'device.frame' : 'hub.frame';
  const found = kinds.find(([path]) => what.endsWith(`POST ${fleet}/${path}`));
  return found?.[by === 'device' ? 1 : 2];
}

const hub = await startHub({
  credentialSecret: 'recorded',
  flows: [
    { id: 'tab', type: 'tab', label: 'Oven' },
    {
      id: 'ask',
      type: 'http request',
      z: 'tab',
      method: 'GET',
      url: '${PLC}',
      authType: 'basic',
      wires: [[]],
    },
  ],
});
const device = await startNodeRed({ only: ['node-red-fleet'], heavyNodes: ['http request'] });
const proxy = await RoadProxy.start(hub.adminUrl);
try {
  const { flows } = await hub.flows();
  const given = flows.map((node) =>
    node['id'] === 'ask' ? { ...node, credentials: { user: 'ana', password: 'of the recording' } } : node,
  );
  await hub.deploy(given);
  const code = await makeCode(hub, proxy.url);
  const id = await enrol(hub, device, code);
  const values = [
    { name: 'PLC', isSecret: false, value: 'http://10.0.0.9/' },
    { name: 'PIN', isSecret: true, value: 'secret of the recording' },
  ];
  await asked(hub, 'PUT', `${fleet}/values`, { owner: { kind: 'device', device: id }, values });
  const { release } = await deployRunning(hub, 'oven');
  const { versions } = await asked<{ versions: { nodeRed: string; node: string; platform: string } }>(
    hub,
    'GET',
    `${fleet}/devices/${id}`,
  );
  const key = (name: string): string =>
    readFileSync(join(device.userDirectory, 'millwright/fleet/device/keys', name), 'utf8');
  const messages = proxy.overheard.flatMap((heard) => {
    const kind = kindOf(heard);
    return kind ? [{ kind, message: JSON.parse(heard.body.toString()) as Record<string, unknown> }] : [];
  });
  const isSealed = ({ by, what, body }: Overheard): boolean =>
    by === 'hub' && what.includes(blobs) && body.includes('"box":');
  const recording: Recording = {
    format: roadFormat,
    time: Date.now(),
    code,
    device: {
      id,
      nodeRed: versions.nodeRed,
      node: versions.node,
      platform: versions.platform,
      signing: key('signing.pem'),
      sealing: key('sealing.pem'),
    },
    messages,
    sealed: proxy.overheard.find(isSealed)?.body.toString() ?? '',
  };
  const bundle = await fetch(`${hub.adminUrl}${fleet}/releases/${release.name}/${release.version}/bundle`);
  const folder = recordingFolder(roadFormat);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'conversation.json'), `${JSON.stringify(recording, undefined, 2)}\n`);
  writeFileSync(join(folder, 'release.mwrelease'), Buffer.from(await bundle.arrayBuffer()));
  console.log(`${messages.length} messages in ${folder}`);
} finally {
  await Promise.all([device.stop(), hub.stop()]);
  await proxy.stop();
}
