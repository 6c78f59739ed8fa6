import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { everything, root, waitFor } from '@millwright/testing';
import WebSocket from 'ws';
import type { EventSummary } from '../../plugins/audit/src/common/log.ts';
import { ask, redeploy, token } from '../demo/demo-client.ts';
import { type DemoAccount, DemoProcess, userEnvironment } from '../demo/demo-process.ts';
import { alarmOf, bannerOf, listOf, pensOf, textOf, visit } from './dashboard-visit.ts';

/** With MILLWRIGHT_ALL=1 a clean clone is made first, so that installing and building are part of what is shown. */
const firstDeadline = everything ? 420_000 : 90_000;

/** What arrives on Node-RED's comms: the messages of the debug nodes. */
async function debugMessages(url: string, accessToken: string, wanted: number): Promise<string[]> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/comms`);
  const messages: string[] = [];
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => socket.send(JSON.stringify({ auth: accessToken })));
    socket.on('message', (data) => {
      const text = String(data);
      if (text.includes('"auth":"ok"')) socket.send(JSON.stringify({ subscribe: 'debug' }));
      if (text.includes('"topic":"debug"')) messages.push(text);
      if (messages.length >= wanted) resolve();
    });
  });
  socket.close();
  return messages;
}

describe('npm start', function () {
  this.timeout(firstDeadline + 60_000);
  let scratch: string;
  let directory: string;
  let demoDirectory: string;
  /** As a demo of before access kept it. */
  const owner = { username: 'owner', password: 'kept-in-2025' };
  let environment: Record<string, string>;
  let demo: DemoProcess | undefined;
  /** When the last of them was started. */
  let started = 0;

  /** A demo that no other test has left behind. */
  const start = (): DemoProcess => {
    demo?.kill();
    started = performance.now();
    demo = new DemoProcess(directory, environment);
    return demo;
  };
  const account = (name: string): DemoAccount | undefined =>
    demo?.accounts().find(({ username }) => username === name);
  /** The address of the Node-RED with the dashboard. */
  const screens = (): string =>
    /(http:\/\/127\.0\.0\.1:\d+)\/dashboard\n/.exec(demo?.output ?? '')?.[1] ?? '';
  const jam = 'Filler: bottle jam at the outfeed';

  before(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'millwright-start-'));
    directory = everything ? join(scratch, 'clone') : root;
    if (everything) execFileSync('git', ['clone', '--quiet', root, directory]);
    environment = {
      TMPDIR: join(scratch, 'tmp'),
      HOME: join(scratch, 'home'),
      npm_config_cache: execFileSync('npm', ['config', 'get', 'cache'], { encoding: 'utf8' }).trim(),
      ...(everything ? {} : { MILLWRIGHT_DEMO_DIRECTORY: join(scratch, 'demo') }),
    };
    await Promise.all([environment['TMPDIR'], environment['HOME']].map((path = '') => mkdir(path)));
    demoDirectory = everything ? join(directory, '.demo') : join(scratch, 'demo');
    await mkdir(demoDirectory, { mode: 0o700 });
    await writeFile(join(demoDirectory, 'accounts.json'), JSON.stringify([{ ...owner, permissions: '*' }]));
  });

  after(async () => {
    demo?.kill();
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  });

  it('ends at a working editor whose flow shows live values', async () => {
    demo = start();
    const url = await demo.url(firstDeadline);
    const accessToken = await token(url, demo.accounts()[0]);
    const messages = await debugMessages(url, accessToken, 16);
    for (const tag of ['filler.speed', 'meter.11.power', 'capper.torque', 'palletiser.'])
      assert.ok(
        messages.some((message) => message.includes(tag)),
        `debug shows ${tag}: ${messages[0]}`,
      );
    const anonymous = await fetch(`${url}/flows`);
    assert.equal(anonymous.status, 401, 'nobody gets in without the log-in');
    const all = demo.accounts();
    assert.deepEqual(all[0], owner);
    const names = all.map(({ username }) => username);
    assert.deepEqual(names, ['owner', 'viewer', 'operator', 'engineer', 'maintainer', 'auditor']);
    for (const [name, status] of [
      ['operator', 401],
      ['engineer', 200],
    ] as const) {
      const account: DemoAccount | undefined = all.find(({ username }) => username === name);
      assert.equal(await redeploy(url, await token(url, account, '')), status, name);
    }
    const [command = ''] = /npm run .*audit verify .+/.exec(demo.output) ?? [];
    const env = userEnvironment(environment);
    // Node-RED signs some seconds after the first events.
    const tried = () => spawnSync('sh', ['-c', command], { cwd: scratch, encoding: 'utf8', env });
    await waitFor(command, () => tried().stdout.includes('The log'), { deadline: 30_000 });
  });

  it('shows the same line on a dashboard, to who has logged in', async function () {
    await demo?.dashboard(firstDeadline);
    const { page, errors, close } = await visit(this, screens(), '/dashboard/overview', account('operator'));
    try {
      await page.getByText(/Running|Starting/).waitFor();
      const good = await textOf(page, 'Good');
      await waitFor('bottles to be counted', async () => (await textOf(page, 'Good')) !== good);
      assert.match(await textOf(page, 'Meter 11'), /^[\d.]+ kW$/);
      await page.goto(`${screens()}/dashboard/trends`);
      assert.equal((await pensOf(page, 'Speed')).length, 2);
      assert.equal((await pensOf(page, 'Level and temperature')).length, 2);
      assert.equal((await pensOf(page, 'Power of the meters')).length, 3);
      assert.deepEqual(errors, []);
    } finally {
      await close();
    }
  });

  it('has alarms that an operator acknowledges and shelves and a viewer does not, all of it in the audit log', async function () {
    const alarms = '/dashboard/alarms';
    const viewer = await visit(this, screens(), alarms, account('viewer'));
    const operator = await visit(this, screens(), alarms, account('operator'));
    try {
      // A jam lasts a minute at least.
      await appendFile(join(demoDirectory, 'plc.commands'), '{"do":"jam"}\n');
      await bannerOf(viewer.page).getByText(jam, { exact: true }).waitFor();
      await alarmOf(viewer.page, jam).click();
      await viewer.page.keyboard.press('a');
      await listOf(viewer.page)
        .getByText(/may not|not allowed/i)
        .first()
        .waitFor();
      await alarmOf(operator.page, jam)
        .getByText(/unacknowledged/)
        .waitFor();
      await alarmOf(operator.page, jam).click();
      await operator.page.keyboard.press('a');
      await listOf(operator.page).getByText('1 alarm acknowledged').first().waitFor();
      await operator.page.keyboard.press('s');
      const dialog = operator.page.getByRole('dialog');
      await dialog.getByLabel('Reason').fill('the outfeed is being cleaned');
      await operator.page.keyboard.press('Tab');
      await operator.page.keyboard.press('Enter');
      await listOf(operator.page).getByText('1 alarm shelved').first().waitFor();
      assert.deepEqual([...viewer.errors, ...operator.errors], []);
    } finally {
      await Promise.all([viewer.close(), operator.close()]);
    }
    const owner = await token(screens(), account('owner'));
    const { body } = await ask<{ events: readonly EventSummary[] }>(
      screens(),
      owner,
      'GET',
      '/millwright/audit/events?limit=50',
    );
    assert.deepEqual(
      body.events
        .filter(({ name }) => name.startsWith('alarm.'))
        .map(({ name, outcome, actor }) => `${name} ${outcome} ${actor.name}`)
        .reverse(),
      [
        'alarm.acknowledge refused viewer',
        'alarm.acknowledge success operator',
        'alarm.shelve success operator',
      ],
    );
  });

  it('keeps its passwords in a file that only its owner can read', async () => {
    const file = join(demoDirectory, 'accounts.json');
    assert.equal((await stat(file)).mode & 0o777, 0o600);
  });

  it('reaches the editor in less than 10 s the second time, with the same accounts', async () => {
    const first = demo?.accounts();
    await demo?.interrupt();
    assert.doesNotMatch(demo?.output ?? '', /ended by itself|Not everything could be set up/);
    demo = start();
    await demo.url(60_000);
    const seconds = (performance.now() - started) / 1000;
    assert.ok(seconds < 10, `it took ${seconds.toFixed(1)} s`);
    assert.deepEqual(demo.accounts(), first);
  });

  it('has trends and alarms of before it was restarted', async function () {
    await demo?.dashboard(60_000);
    const { page, close } = await visit(this, screens(), '/dashboard/trends', account('operator'));
    try {
      await pensOf(page, 'Speed');
      const trend = page.locator('.mw-trend').first();
      await trend.getByRole('combobox').selectOption('1m');
      await trend.getByRole('button', { name: 'Table' }).click();
      // Rows are evenly over the minute, from now back.
      const rows = trend.getByRole('row');
      await rows.nth(20).waitFor();
      const since = Math.ceil((performance.now() - started) / (60_000 / 23)) + 2;
      const kept = (await rows.allTextContents()).slice(since);
      assert.ok(
        kept.some((row) => /\d$/.test(row)),
        `nothing before the start, row ${since}: ${kept.join(' | ')}`,
      );
      await page.goto(`${screens()}/dashboard/alarms`);
      await listOf(page).getByRole('tab', { name: 'Shelved 1' }).click();
      await alarmOf(page, jam)
        .getByText(/shelved until/)
        .waitFor();
      await listOf(page).getByRole('tab', { name: 'Journal' }).click();
      await listOf(page)
        .locator('tbody tr', { hasText: 'operator' })
        .filter({ hasText: jam })
        .first()
        .waitFor();
    } finally {
      await close();
    }
    await demo?.interrupt();
    assert.doesNotMatch(demo?.output ?? '', /ended by itself/);
  });

  it('says that a port is taken and takes another', async () => {
    const blockers = await Promise.all([1880, 1502, 1601].map(occupy));
    try {
      demo = start();
      const url = await demo.url(60_000);
      assert.match(demo.output, /Port 1880 is taken/);
      assert.match(demo.output, /Port 1502 is taken/);
      assert.match(demo.output, /Port 1601 is taken/);
      assert.notEqual(new URL(url).port, '1880');
      const messages = await debugMessages(url, await token(url, demo.accounts()[0]), 8);
      // Meters say something in between.
      const isRead = messages.some((message) => message.includes('filler.speed'));
      assert.ok(isRead, `the flow follows the PLC to its other port: ${messages[0]}`);
    } finally {
      await demo?.interrupt();
      for (const blocker of blockers) blocker?.close();
    }
  });

  it('leaves nothing in the temporary directory, and nothing at home', async () => {
    assert.deepEqual(await readdir(environment['TMPDIR'] ?? ''), []);
    assert.deepEqual(await readdir(environment['HOME'] ?? ''), []);
  });

  it('refuses to run twice over one user directory', async () => {
    demo = start();
    await demo.url(60_000);
    const second = new DemoProcess(directory, environment);
    await second.waitForOutput(/already runs at http/, 30_000);
    await second.interrupt();
    await demo.interrupt();
  });
});

/** Listens on a port, unless somebody already does: then it is taken all the same. */
function occupy(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
