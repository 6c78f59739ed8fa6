import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type AuditEvent, findCheckpoints } from '@millwright/ledger';
import { freePort, type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import { type Destination, defaultSettings } from '../../plugins/audit/src/common/settings.ts';
import { AuditClient, base } from './client.ts';
import { recordsIn } from './records.ts';

const password = 'a-very-good-one';
const users = [
  { username: 'anna', password, permissions: '*' },
  { username: 'vera', password, permissions: 'read' },
];
const canary = 'hunter2-canary';
const common = {
  enabled: true,
  classes: ['change' as const, 'log-in' as const, 'system' as const],
  anchor: true,
};

for (const target of targets()) {
  describe(`destinations of audit, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let anna: AuditClient;
    let server: Server;
    let received = '';
    const answers: unknown[] = [];
    let copy: Destination;
    let webhook: Destination;
    let broker: Destination;

    before(async () => {
      server = createServer((request, response) => {
        request.setEncoding('utf8');
        request.on('data', (piece: string) => {
          received += piece;
        });
        request.on('end', () =>
          response.writeHead(request.headers.authorization === `Bearer ${canary}` ? 200 : 401).end(),
        );
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      copy = { ...common, id: 'copy', name: 'Copy', kind: 'file', directory: 'audit-copy' };
      webhook = { ...common, id: 'siem', name: 'SIEM', kind: 'webhook', url: `http://127.0.0.1:${port}/in` };
      broker = {
        ...common,
        id: 'broker',
        name: 'Broker',
        kind: 'mqtt',
        url: `mqtt://127.0.0.1:${await freePort()}`,
        topic: 'plant/audit',
      };
      nodeRed = await startNodeRed({ target, users, only: ['node-red-audit'] });
      anna = new AuditClient(nodeRed, await nodeRed.token('anna', password));
    });
    after(async () => {
      await nodeRed?.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });

    const copied = (): readonly string[] =>
      readFileSync(join(nodeRed.userDirectory, 'audit-copy/events.jsonl'), 'utf8').split('\n').slice(0, -1);
    const request = (method: string, path: string, body: unknown, token = anna.token) =>
      nodeRed.request<Record<string, unknown>>(method, `${base}${path}`, body, { token });
    const deploy = async (id: string): Promise<void> => {
      const flows = [{ id, type: 'tab', label: id }];
      const { status } = await nodeRed.request('POST', '/flows', flows, { token: anna.token });
      assert.ok(status < 300);
    };

    it('are saved with their secrets, which nobody is told', async () => {
      const destinations = [copy, { ...webhook, token: canary }, { ...broker, password: canary }];
      const shown = await anna.setSettings({ ...defaultSettings, destinations });
      answers.push(shown, await anna.settings());
      assert.deepEqual(shown.destinations, [
        copy,
        { ...webhook, token: null },
        { ...broker, password: null },
      ]);
      // Who may only look is not told what an address lets one in by.
      const seen = await request(
        'GET',
        '/settings',
        undefined,
        await nodeRed.token('vera', password, 'read'),
      );
      const urls = (seen.body['destinations'] as { url?: string }[]).map(({ url }) => url);
      assert.deepEqual(urls, [
        undefined,
        `${new URL((webhook as { url: string }).url).origin}/…`,
        (broker as { url: string }).url,
      ]);
      const event = await waitFor('the change is recorded', () =>
        recordsIn(nodeRed.userDirectory).find(
          ({ name, outcome }) => name === 'audit.settings.update' && outcome === 'success',
        ),
      );
      const { values, ...names } = event.data ?? {};
      assert.deepEqual(names, {
        added: ['destinations.copy', 'destinations.siem', 'destinations.broker'],
      });
      assert.ok(Array.isArray(values));
      assert.deepEqual(
        values.map((value) => String(value).replace(/("name":"\w+").*/, '$1')),
        [
          'destinations.copy: none -> {"name":"Copy"',
          'destinations.siem: none -> {"name":"SIEM"',
          'destinations.broker: none -> {"name":"Broker"',
        ],
      );
    });

    it('get what is done, and are told how far they are', async () => {
      await deploy('oven');
      const isDeploy = (line: string): boolean => line.includes('"flows.deploy"') && line.includes('success');
      const line = await waitFor('the deploy is in the copy', () => copied().find(isDeploy));
      await waitFor('the deploy has been posted', () => received.includes(line));
      const { size } = await anna.checkpoint();
      const health = await waitFor('it is anchored', async () => {
        const found = await anna.health();
        const anchored = found.destinations.filter(
          (one) => (one.anchored ?? 0) >= size && one.state === 'up-to-date',
        );
        return anchored.length === 2 ? found : undefined;
      });
      answers.push(health);
      const [first, second, third] = health.destinations;
      assert.deepEqual([first?.id, first?.state, first?.behind], ['copy', 'up-to-date', 0]);
      assert.deepEqual([second?.id, second?.state], ['siem', 'up-to-date']);
      assert.deepEqual(
        [third?.id, third?.state, third?.problem?.code],
        ['broker', 'waiting', 'audit.receiver-unreachable'],
      );
      assert.ok((third?.behind ?? 0) > 0);
      assert.ok(copied().every((one) => JSON.parse(one).class !== 'read'));
    });

    it('can be tested, by those who may deploy, and not too often', async () => {
      const test = (destination: Destination, token?: string) =>
        request('POST', '/destinations/test', destination, token);
      const reached = await test(webhook);
      assert.deepEqual([reached.status, reached.body['ok']], [200, true]);
      assert.equal((await test(copy)).body['ok'], true);
      const failed = await test(broker);
      assert.equal(failed.body['ok'], false);
      const refused = await test({ ...webhook, token: 'wrong' } as Destination);
      assert.deepEqual((refused.body['problem'] as { details: object }).details, {
        receiver: new URL((webhook as { url: string }).url).origin,
        reason: '401',
      });
      const elsewhere = await test({ ...webhook, url: 'http://127.0.0.1:9/in' } as Destination);
      assert.equal(elsewhere.body['code'], 'audit.secret-needed');
      const vera = await nodeRed.token('vera', password, 'read');
      assert.equal((await test(copy, vera)).status, 401);
      answers.push(reached.body, failed.body, refused.body, elsewhere.body);
      const statuses = await Promise.all(Array.from({ length: 8 }, async () => (await test(copy)).status));
      assert.deepEqual([...new Set(statuses)].sort(), [200, 429]);
      const tests = recordsIn(nodeRed.userDirectory).filter(({ name }) => name === 'audit.destination.test');
      const ended = (receiver: string) =>
        tests.filter(({ data }) => data?.['receiver'] === receiver).map(({ outcome }) => outcome);
      assert.ok(tests.some(({ outcome, data }) => outcome === 'success' && data?.['reached'] === true));
      assert.ok(tests.some(({ outcome, data }) => outcome === 'failed' && data?.['reached'] === false));
      assert.ok(ended(new URL((webhook as { url: string }).url).origin).includes('failed'));
    });

    it('are refused where the settings make no sense, and stay as they were', async () => {
      const before = await anna.settings();
      for (const [code, destinations] of [
        ['id-taken', [copy, { ...webhook, id: 'copy' }]],
        ['secret-needed', [{ ...webhook, url: 'http://127.0.0.1:9/elsewhere' }]],
        ['directory-forbidden', [{ ...copy, directory: 'millwright/keys' }]],
        ['address-invalid', [{ ...webhook, url: 'http://a:b@127.0.0.1/' }]],
      ] as const) {
        const { status, body } = await request('PUT', '/settings', { ...before, destinations });
        assert.deepEqual([status, body['code']], [422, `audit.${code}`]);
        answers.push(body);
      }
      assert.deepEqual(await anna.settings(), before);
    });

    it('have the last event, and the checkpoint that covers it, when the process has ended', async () => {
      await nodeRed.halt();
      const events = copied().map((line) => JSON.parse(line) as AuditEvent);
      assert.equal(events.at(-1)?.name, 'process.stop');
      const notes = readFileSync(join(nodeRed.userDirectory, 'audit-copy/checkpoints'), 'utf8');
      const last = findCheckpoints(notes).at(-1);
      assert.equal(last?.size, (events.at(-1)?.seq ?? 0) + 1);
      const seqs = events.map(({ seq }) => seq);
      assert.deepEqual(
        seqs,
        [...new Set(seqs)].sort((one, other) => one - other),
      );
    });

    it('keep their secrets out of answers, events, files and the log', () => {
      assert.doesNotMatch(JSON.stringify(answers), /canary/);
      assert.doesNotMatch(received, /canary/);
      assert.doesNotMatch(nodeRed.log, /canary/);
      const files = readdirSync(nodeRed.userDirectory, { recursive: true, encoding: 'utf8' })
        .filter((name) => !name.includes('node_modules'))
        .map((name) => join(nodeRed.userDirectory, name))
        .filter((path) => statSync(path).isFile());
      assert.ok(files.some((path) => path.endsWith('audit-secrets.json')));
      for (const path of files) assert.ok(!readFileSync(path).includes('hunter2'), path);
    });
  });
}
