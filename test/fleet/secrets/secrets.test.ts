import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSealedKey, readEnrolmentCode } from '@millwright/release';
import { type NodeRedProcess, Postgres, requirePeer, startNodeRed, variants } from '@millwright/testing';
import { deployRunning, enrol, makeCode, startHub } from '../pair.fixture.ts';
import { RoadProxy } from '../road-proxy.fixture.ts';
import { Haystack } from './haystack.fixture.ts';

const fleet = '/millwright/fleet';

const inFlows = 'pLanted-in-the-Flows-9d02';
const inCredentials = 'pLanted-in-Credentials-e01c';
const inValue = 'pLanted-in-a-Value-5ce7';
const passphrase = 'pLanted as a Passphrase 77aa';
const wrongPassphrase = 'pLanted as a wrong Passphrase 0b3f';

const flows = [
  { id: 'tab', type: 'tab', label: 'Oven' },
  { id: 'in', type: 'http in', z: 'tab', url: '/oven', method: 'get', wires: [['tell']] },
  {
    id: 'tell',
    type: 'function',
    z: 'tab',
    func: `msg.payload = String(env.get('PIN') === ${JSON.stringify(inValue.replaceAll('-', '+'))}.replaceAll('+', '-')); // ${inFlows}\nreturn msg;`,
    outputs: 1,
    wires: [['out']],
  },
  { id: 'out', type: 'http response', z: 'tab', wires: [] },
  { id: 'ask', type: 'http request', z: 'tab', method: 'GET', authType: 'basic', wires: [[]] },
];

/** A key as it could stand somewhere: as in its file, or its bytes. */
const keyForms = (text: string): readonly (string | Buffer)[] =>
  text.startsWith('-----BEGIN')
    ? [
        text.split('\n')[1] ?? text,
        Buffer.from(createPrivateKey(text).export({ format: 'jwk' }).d ?? '', 'base64url'),
      ]
    : [text.trim()];

const readable = [
  'state',
  'settings',
  'hub/trust',
  'devices',
  'labels',
  'codes',
  'values',
  'releases',
  'deploys',
  'own',
] as const;

for (const store of variants(['sqlite', 'postgres'] as const))
  describe(`planted secrets of a fleet over ${store}`, function () {
    this.timeout(120_000);
    const haystack = new Haystack();
    let postgres: Postgres | undefined;
    let hub: NodeRedProcess;
    let device: NodeRedProcess;
    let proxy: RoadProxy;
    let code: string;
    let password: string | undefined;

    before(async function () {
      if (store === 'postgres') postgres = new Postgres(requirePeer(this, 'postgres'));
      await postgres?.start();
      const logIn = postgres?.makeDatabase();
      password = logIn?.password;
      [hub, device] = await Promise.all([
        startHub({ passphrase, postgres: logIn, heavyNodes: ['http request'] }),
        startNodeRed({ only: ['node-red-fleet'], heavyNodes: ['http request'] }),
      ]);
      const given = flows.map((node) =>
        node.id === 'ask' ? { ...node, credentials: { user: 'ana', password: inCredentials } } : node,
      );
      assert.equal((await hub.deploy(given)).status, 200);
      proxy = await RoadProxy.start(hub.adminUrl);
      code = await makeCode(hub, proxy.url);
      const id = await enrol(hub, device, code);
      const value = { name: 'PIN', isSecret: true, value: inValue };
      const owner = { kind: 'device', device: id };
      const answers = [
        await hub.request('PUT', `${fleet}/values`, { owner, values: [value] }),
        await hub.request('POST', `${fleet}/releases`, {
          source: { kind: 'running' },
          name: 'oven',
          passphrase: wrongPassphrase,
        }),
        await hub.request('POST', `${fleet}/own/enrol`, { code: `${code}X` }),
      ];
      const deploy = await deployRunning(hub, 'oven', { passphrase });
      assert.deepEqual(
        deploy.devices.map(({ at }) => at),
        ['committed'],
      );
      assert.equal(
        await (await fetch(`${device.url}/oven`)).text(),
        'true',
        'the device has the secret value',
      );
      const { name, version } = deploy.release;
      for (const path of [
        ...readable,
        `devices/${id}`,
        `releases/${name}/${version}/manifest`,
        'devices?labels=x',
      ])
        answers.push(
          await hub.request('GET', `${fleet}/${path}`),
          await device.request('GET', `${fleet}/${path}`),
        );
      answers.push(
        await hub.request('POST', `${fleet}/plans`, {
          source: { kind: 'running' },
          name: 'oven',
          selection: { kind: 'all' },
        }),
      );
      for (const { text } of answers) haystack.add('an answer', text);
      const bundle = await fetch(`${hub.adminUrl}${fleet}/releases/${name}/${version}/bundle`);
      assert.equal(bundle.status, 200);
      haystack.add('the exported release', Buffer.from(await bundle.arrayBuffer()));
      haystack.add('the log of the hub', hub.log);
      haystack.add('the log of the device', device.log);
      haystack.addFiles('hub', hub.userDirectory);
      haystack.addFiles('device', device.userDirectory);
      if (postgres && logIn) haystack.addDump('the database', postgres.dump(logIn.database));
      for (const { by, what, headers, body } of proxy.overheard) {
        haystack.add(`the headers of ${by} ${what}`, headers);
        haystack.add(`what the ${by} said: ${what}`, body);
      }
    });

    after(async () => {
      await Promise.all([device?.stop(), hub?.stop()]);
      await proxy?.stop();
      await postgres?.remove();
    });

    it('can be found by this search at all', () => {
      const found = haystack.find(inFlows);
      for (const name of ['the exported release', 'hub: flows.json', 'device: flows.json'])
        assert.ok(found.includes(name), `${name}: ${found.join(', ')}`);
      assert.ok(
        found.some((name) => name.startsWith('what the hub said')),
        found.join(', '),
      );
    });

    const nowhere = (what: string, secret: () => string | Buffer | undefined): void => {
      it(`${what} is nowhere`, () => {
        const found = secret();
        if (found !== undefined) assert.deepEqual(haystack.find(found), []);
      });
    };
    nowhere('the credential of a node', () => inCredentials);
    nowhere('a secret value', () => inValue);
    nowhere('the passphrase', () => passphrase);
    nowhere('a wrong passphrase', () => wrongPassphrase);
    nowhere('an enrolment code', () => code.replace(/^mw1-/, '').slice(0, 40));
    nowhere('an enrolment code without its hyphens', () => code.replaceAll('-', '').slice(3, 43));
    nowhere('the key that follows from it', () =>
      Buffer.from(readEnrolmentCode(code).key.privateKey.export({ format: 'jwk' }).d ?? '', 'base64url'),
    );
    nowhere('the password of the database', () => password);

    it('the release key is nowhere, but under its passphrase', async () => {
      const sealed = readFileSync(join(hub.userDirectory, 'millwright/fleet/keys/release-key'), 'utf8');
      const { privateKey } = await openSealedKey(sealed, passphrase);
      for (const form of keyForms(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()))
        assert.deepEqual(haystack.find(form), []);
    });

    it('the key of the hub is in its own file alone', () => {
      const file = 'millwright/fleet/keys/hub-key.pem';
      for (const form of keyForms(readFileSync(join(hub.userDirectory, file), 'utf8')))
        assert.deepEqual(
          haystack.find(form).filter((name) => name !== `hub: ${file}`),
          [],
        );
    });

    it('the keys of the device are in their own files alone', () => {
      const folder = 'millwright/fleet/device/keys';
      const files = readdirSync(join(device.userDirectory, folder));
      assert.ok(files.length >= 2, files.join(', '));
      for (const file of files)
        for (const form of keyForms(readFileSync(join(device.userDirectory, folder, file), 'utf8')))
          assert.deepEqual(
            haystack.find(form).filter((name) => name !== `device: ${folder}/${file}`),
            [],
          );
    });

    it('the pass of a device is on the road alone', () => {
      const passes = proxy.overheard.flatMap(({ headers }) => {
        const pass = (JSON.parse(headers) as Record<string, string>)['x-millwright-pass'];
        return pass === undefined ? [] : [pass];
      });
      assert.ok(passes.length > 0);
      for (const pass of new Set(passes))
        assert.deepEqual(
          haystack.find(pass).filter((name) => !/^(the headers of|what the hub said)/.test(name)),
          [],
        );
    });
  });
