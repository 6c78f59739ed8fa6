import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSealingKey, makeSigningKey, readEnrolmentCode, releaseErrors } from '@millwright/release';
import { newDevice, reportOf } from '@millwright/rollout';
import type { HubFrame } from '../../../common/road.ts';
import { enrolAt } from '../membership/enrol.ts';
import type { Identity } from '../membership/identity.ts';
import { TestHub } from '../test-hub.fixture.ts';
import { Connection, type ConnectionState } from './connection.ts';
import { HubClient } from './hub-client.ts';
import { refusedBy } from './refusal.ts';
import { ReportCounter } from './report-counter.ts';
import { Reports } from './reports.ts';
import { Session } from './session.ts';

/** Until it holds: every event that it hangs on is one of this process. */
async function until(what: string, holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !holds(); await new Promise((resolve) => setTimeout(resolve, 5)))
    assert.ok(Date.now() < end, `waited in vain for: ${what}`);
}

describe('the road to the hub', function () {
  this.timeout(20_000);
  const keys = { signing: makeSigningKey(randomBytes), sealing: makeSealingKey(randomBytes) };
  let directory: string;
  let hub: TestHub;
  let client: HubClient;
  let identity: Identity;
  let reports: Reports;
  let connection: Connection | undefined;
  let heard: HubFrame[];
  let states: ConnectionState[];
  let refuse: Error | undefined;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-road-'));
    hub = await new TestHub().start();
    client = new HubClient(hub.url);
    [heard, states, refuse] = [[], [], undefined];
    const { signal } = new AbortController();
    identity = await enrolAt({
      code: readEnrolmentCode(hub.makeCode()),
      hub: client,
      name: 'Gateway 7',
      keys,
      random: randomBytes,
      clock: () => ({ now: Date.now(), doubted: false }),
      signal,
    });
    reports = new Reports({
      held: () => undefined,
      device: identity.device,
      key: keys.signing,
      counter: new ReportCounter(join(directory, 'counter.json')),
      boot: `boot-${randomBytes(8).toString('hex')}`,
      versions: { millwright: '0.1.0', nodeRed: '5.0.7', node: '24.0.0', platform: 'linux-x64' },
      now: Date.now,
    });
    reports.set(reportOf(newDevice('none')));
    hub.asked.length = 0;
  });
  afterEach(async () => {
    await connection?.close();
    connection = undefined;
    client.close();
    await hub.stop();
    rmSync(directory, { recursive: true });
  });

  const open = (hubClient = client): Connection => {
    const options = {
      device: identity.device,
      key: keys.signing,
      now: Date.now,
      elapsed: () => performance.now(),
    };
    connection = new Connection({
      hub: hubClient,
      session: new Session({ hub: hubClient, ...options }),
      frame: (isFirst) => {
        if (isFirst) reports.renew();
        const reported = reports.envelope();
        return reported === undefined ? undefined : { trust: 1, reported };
      },
      hear: async (frame) => {
        heard.push(frame);
        if (refuse) throw refuse;
      },
      onChanged: (state) => states.push(state),
      now: Date.now,
      elapsed: () => performance.now(),
      random: () => 0,
    });
    connection.start();
    return connection;
  };
  const roads = () => states.map(({ road, trouble }) => (trouble ? `${road} ${codeOf(trouble)}` : road));
  const codeOf = (error: Error): unknown => (error as { readonly code?: unknown }).code;
  const count = (asked: string) => hub.asked.filter((each) => each.startsWith(asked)).length;

  it('is a WebSocket that is held open, on which each side speaks when it has something to say', async () => {
    const road = open();
    await until('the first answer', () => heard.length === 1);
    assert.deepEqual(roads(), ['socket']);
    hub.say({ next: 5 });
    await until('what the hub says by itself', () => heard.length === 2);
    reports.set(reportOf({ ...newDevice('none'), locked: true }));
    road.tell();
    await until('the next report', () => hub.reports.length === 2);
    assert.deepEqual(hub.refusals, []);
    assert.equal(count('UPGRADE'), 1);
  });

  it('is asked for by requests where no WebSocket comes through, with the same report as long as nothing is new', async () => {
    hub.blocksSockets = true;
    hub.says = { next: 1 };
    const road = open();
    await until('three questions', () => count('POST /millwright/fleet/device/exchange') === 3);
    assert.deepEqual(roads(), ['poll']);
    assert.equal(hub.reports.length, 1);
    reports.set(reportOf({ ...newDevice('none'), locked: true }));
    hub.says = { next: 60_000 };
    road.tell();
    await until('what is new, at once', () => hub.reports.length === 2);
  });

  it('says anew what it has said where the hub wants to tell what is for no other ears, and not again and again', async () => {
    hub.blocksSockets = true;
    hub.says = { next: 1 };
    open();
    await until('two questions', () => count('POST /millwright/fleet/device/exchange') === 2);
    hub.says = { next: 60_000, anew: true };
    await until('another report', () => hub.reports.length === 2);
    await until('the answer to it', () => heard.length === 4);
    assert.deepEqual(
      [count('POST /millwright/fleet/device/exchange'), hub.reports.map(({ counter }) => counter)],
      [4, [1, 2]],
    );
  });

  it('is found again when the hub was away, which forgets its passes', async () => {
    open();
    await until('the first answer', () => heard.length === 1);
    await hub.stop();
    await until('it to be seen', () => connection?.state.road === 'none');
    await hub.start();
    await until('it to be back', () => heard.length === 2);
    assert.deepEqual(roads(), ['socket', 'none fleet.hub-unreachable', 'socket']);
    assert.ok(count('POST /millwright/fleet/device/session') >= 2);
    // Each road begins with a report of its own, so that a copy is told from the device.
    assert.deepEqual(
      hub.reports.map(({ counter }) => counter),
      [1, 2],
    );
  });

  for (const [code, status, shown] of [
    ['release.device-shut-out', 403, 'fleet.hub-shut-it-out'],
    ['fleet.no-device', 404, 'fleet.hub-removed-it'],
    ['fleet.not-a-hub', 409, 'fleet.hub-refused'],
  ] as const)
    it(`says ${shown} where the hub refuses the device with ${code}`, async () => {
      hub.refuses = { status, code };
      open();
      await until('the refusal', () => states.length > 0);
      assert.deepEqual(roads(), [`none ${shown}`]);
    });

  it('is left alone for as long as the hub asks for', async () => {
    hub.refuses = { status: 429, code: 'fleet.too-often', after: 60 };
    open();
    await until('the refusal', () => states.length === 1);
    assert.deepEqual(roads(), ['none fleet.hub-refused']);
    assert.equal(refusedBy(states[0]?.trouble)?.again, 60_000);
    assert.equal(hub.asked.length, 1);
  });

  it('is not given up, nor anything that was said on it, because something of it was refused', async () => {
    refuse = releaseErrors.unsigned({ kind: 'desired' });
    open();
    await until('the trouble to be shown', () => states.some(({ trouble }) => trouble));
    assert.deepEqual(roads(), ['socket', 'socket release.unsigned']);
    refuse = undefined;
    hub.say({});
    await until('the next frame to be taken', () => heard.length === 2);
    await until('no trouble', () => states.at(-1)?.trouble === undefined);
    assert.equal(count('UPGRADE'), 1);
  });

  it('says what is no frame, or of another format', async () => {
    open();
    await until('the first answer', () => heard.length === 1);
    hub.say({ next: -1 });
    await until('that it is unclear', () => roads().includes('socket fleet.hub-unclear'));
    hub.say({ format: 99 });
    await until('that it is another format', () => roads().includes('socket fleet.format-unknown'));
    hub.say({});
    await until('the next frame to be taken', () => heard.length === 2);
  });

  it('is no road where something else answers: garbage, silence and what never ends', async () => {
    const answers = [
      'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 6\r\n\r\n<html>',
      'HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n',
      `HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n${'x'.repeat(5_000_000)}`,
      'SSH-2.0-other\r\n',
      'HTTP/1.1 501 Not Implemented\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
      'HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
    ];
    const codes = [
      'fleet.hub-unclear',
      'fleet.hub-unclear',
      'fleet.hub-unclear',
      'fleet.hub-unreachable',
      'fleet.hub-unclear',
      'fleet.hub-unreachable',
    ];
    let at = 0;
    const server: Server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end(answers[at] ?? ''));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const other = new HubClient(`http://127.0.0.1:${port}`);
    const { signal } = new AbortController();
    const session = new Session({
      hub: other,
      device: 'd',
      key: keys.signing,
      now: Date.now,
      elapsed: () => 0,
    });
    try {
      for (at = 0; at < answers.length; at++)
        await assert.rejects(session.pass(signal), { code: codes[at] }, `answer ${at}`);
    } finally {
      other.close();
      server.close();
    }
  });
});
