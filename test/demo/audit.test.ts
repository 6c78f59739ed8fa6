import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { everything, root, waitFor } from '@millwright/testing';
import WebSocket from 'ws';
import type { EventSummary, Health, Verification } from '../../plugins/audit/src/common/log.ts';
import { base } from '../audit/client.ts';
import { Forger } from '../audit/tamper/forger.ts';
import { ask, redeploy, token } from './demo-client.ts';
import { DemoProcess, userEnvironment } from './demo-process.ts';

/** Seconds for which the receiver is off: as the demo says it, at full width. */
const offFor = everything ? 60 : 2;

describe("npm start's audit log", function () {
  this.timeout(300_000);
  let directory: string;
  let demo: DemoProcess;
  let url: string;
  const tokens = new Map<string, string>();

  const path = (name: string): string => join(directory, name);
  const log = (): string => path('millwright/audit.db');
  const as = (name: string): string => tokens.get(name) ?? '';
  const audit = async <T>(method: string, route: string): Promise<T> => {
    const { status, body } = await ask<T>(url, as('owner'), method, `${base}${route}`);
    assert.equal(status, 200, `${method} ${route}`);
    return body;
  };
  const events = async (filter: string): Promise<readonly EventSummary[]> =>
    (await audit<{ events: EventSummary[] }>('GET', `/events?limit=200&${filter}`)).events;

  /** Runs a command as it is typed into a shell, in a directory that is not the repository's. */
  const typed = (command: string): { readonly status: number | null; readonly text: string } => {
    const env = userEnvironment({ NO_COLOR: '1' });
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
      cwd: directory,
      encoding: 'utf8',
      env,
    });
    return { status, text: stdout + stderr };
  };
  /** The check that `npm start` prints, as it is printed or of another file. */
  const verify = (file?: string): { readonly status: number | null; readonly text: string } => {
    const [command = ''] = /npm run .*audit verify .+/.exec(demo.output) ?? [];
    return typed(file === undefined ? command : command.replace(/\S+audit\.db/, file));
  };
  /** Signs what there is, and waits until both anchors have it. */
  const anchored = async (): Promise<number> => {
    const { size } = await audit<{ size: number }>('POST', '/checkpoint');
    await waitFor('both destinations to have the checkpoint', async () => {
      const { destinations } = await audit<Health>('GET', '/health');
      return destinations.length === 2 && destinations.every(({ anchored = 0 }) => anchored >= size);
    });
    return size;
  };
  /** The log as it is now, changed by somebody who may write the file. */
  const changedCopy = (change: (forger: Forger) => void): string => {
    const file = path('copy.db');
    rmSync(file, { force: true });
    const own = new DatabaseSync(log(), { readOnly: true });
    own.prepare('vacuum into ?').run(file);
    own.close();
    const copy = new DatabaseSync(file);
    change(new Forger(copy));
    copy.close();
    return file;
  };

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'millwright-demo-'));
    demo = new DemoProcess(root, { MILLWRIGHT_DEMO_DIRECTORY: directory });
    url = await demo.url(120_000);
    for (const account of demo.accounts()) tokens.set(account.username, await token(url, account, ''));
  });
  after(async () => {
    await demo.interrupt().catch(() => demo.kill());
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  });

  it('shows deploys, log-ins, refusals and injects as they happen', async () => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/comms`);
    let news = 0;
    await new Promise<void>((resolve, reject) => {
      socket.on('error', reject);
      socket.on('open', () => socket.send(JSON.stringify({ auth: as('owner') })));
      socket.on('message', (data) => {
        const text = String(data);
        if (text.includes('"auth":"ok"')) socket.send(JSON.stringify({ subscribe: 'millwright/audit/#' }));
        if (text.includes('millwright/audit/events')) news += 1;
        if (text.includes('"auth"')) resolve();
      });
    });
    try {
      const before = (await events(''))[0]?.seq ?? 0;
      assert.equal(await redeploy(url, as('engineer'), 'by the engineer'), 200);
      assert.equal(await redeploy(url, as('operator'), 'by the operator'), 401);
      await fetch(`${url}/auth/token`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          client_id: 'node-red-admin',
          grant_type: 'password',
          scope: '',
          username: 'mallory',
          password: 'guessed',
        }),
      });
      await ask(url, as('owner'), 'POST', '/inject/f1ee700000000007');
      const seen = await waitFor('all of it to be events', async () => {
        const all = await events(`after=${before}`);
        const told = all.map(({ name, outcome, actor }) => `${name} ${outcome} ${actor.name ?? actor.kind}`);
        const wanted = [
          'flows.deploy success engineer',
          'flows.deploy refused operator',
          'auth.login.fail.credentials refused anyone',
          'inject success owner',
        ];
        return wanted.every((one) => told.includes(one)) && told;
      });
      assert.ok(seen.length >= 4);
      assert.ok((await events('name=auth.login')).some(({ actor }) => actor.name === 'operator'));
      await waitFor('editors to be told', () => news > 0);
    } finally {
      socket.close();
    }
  });

  it('is found to be as it was written, by the command that is printed', async () => {
    assert.match(
      demo.output,
      new RegExp(`audit verify ${directory}/millwright/audit\\.db --anchors ${directory}/syslog\\.log`),
    );
    await anchored();
    const { status, text } = verify();
    assert.equal(status, 0, text);
    assert.ok(existsSync(path('audit-copy/events.jsonl')));
  });

  it('loses nothing while the syslog receiver is stopped', async () => {
    const [, command = ''] = /echo '(.+?)' >> \S+syslog\.commands/.exec(demo.output) ?? [];
    assert.deepEqual(JSON.parse(command), { do: 'refuse', seconds: 60 });
    appendFileSync(path('syslog.commands'), `${JSON.stringify({ do: 'refuse', seconds: offFor })}\n`);
    await waitFor('the receiver to be off', () =>
      readFileSync(path('syslog-receiver.log'), 'utf8').includes('"done":"refuse"'),
    );
    for (let round = 0; round < 5; round++)
      assert.equal(await redeploy(url, as('engineer'), `without a receiver ${round}`), 200);
    const { destinations } = await audit<Health>('GET', '/health');
    const behind = destinations.find(({ kind }) => kind === 'syslog');
    assert.ok(behind && behind.behind > 0, JSON.stringify(behind));
    const { size } = await audit<{ size: number }>('POST', '/checkpoint');
    await waitFor(
      'the receiver to have all of it',
      () => {
        const got = new Set(
          readFileSync(path('syslog.log'), 'utf8')
            .split('\n')
            .flatMap((line) => {
              const [, seq] = / \[millwright@\d+ seq="(\d+)"/.exec(line) ?? [];
              return seq === undefined ? [] : [Number(seq)];
            }),
        );
        return Array.from({ length: size }, (_, seq) => seq).every((seq) => got.has(seq));
      },
      { deadline: (offFor + 90) * 1000 },
    );
  });

  it('names the event of which one byte was changed in the file, in the sidebar and by the command', async () => {
    // Who writes the file as a whole must not overwrite what the log gets meanwhile of gateways that enrol.
    await demo.gateways(120_000);
    const size = await anchored();
    const [deploy] = await events(`name=flows.deploy&outcomes=success&before=${size}`);
    assert.ok(deploy);
    const outside = new DatabaseSync(log());
    outside.exec('pragma wal_checkpoint(truncate)');
    const row = outside.prepare('select record from event where seq = ?').get(deploy.seq);
    outside.close();
    const record = Buffer.from(String(row?.['record']));
    const file = readFileSync(log());
    const at = file.indexOf(record) + record.indexOf('engineer');
    const flip = (): void => {
      const bytes = readFileSync(log());
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      writeFileSync(log(), bytes, { flag: 'r+' });
    };
    flip();
    try {
      const { status, text } = verify();
      assert.equal(status, 1, text);
      assert.match(text, new RegExp(`Event ${deploy.seq} `));
      await audit('POST', '/verify');
      const { verdict } = await waitFor('the check in the sidebar', async () => {
        const now = await audit<Verification>('GET', '/verify');
        return now.state === 'done' && now;
      });
      assert.equal(verdict?.result, 'tampered');
      assert.equal(verdict?.faults[0]?.seq, deploy.seq, JSON.stringify(verdict?.faults));
    } finally {
      flip();
    }
    assert.equal(verify().status, 0);
  });

  it('tells by its anchors that an event was rewritten with all that follows from it, or the tail cut off', async () => {
    const size = await anchored();
    const [deploy] = await events(`name=flows.deploy&before=${size}`);
    const seq = deploy?.seq ?? 0;
    assert.equal(verify(changedCopy(() => undefined)).status, 0);
    const rewritten = verify(
      changedCopy((forger) =>
        forger.replace(seq, (event) => ({ ...event, actor: { ...event.actor, name: 'nobody' } })),
      ),
    );
    assert.equal(rewritten.status, 1, rewritten.text);
    const cut = verify(changedCopy((forger) => forger.cut(seq)));
    assert.equal(cut.status, 1, cut.text);
    assert.match(cut.text.replace(/\s+/g, ' '), new RegExp(`those from ${seq} on were cut off`));
  });
});
