import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  bundled,
  makeUserDirectory,
  type NodeRedProcess,
  removeUserDirectory,
  startNodeRed,
  targets,
  waitFor,
} from '@millwright/testing';
import { type AuditSettings, defaultSettings } from '../../plugins/audit/src/common/settings.ts';
import { AuditLog } from '../../plugins/audit/src/runtime/log/audit-log.ts';
import { draft } from '../../plugins/audit/src/runtime/log/log.fixture.ts';
import { millwright } from '../cli/command.ts';
import { AuditClient, base } from './client.ts';
import { recordsIn, waitForEvent } from './records.ts';

const day = 24 * 3600_000;
const worker = pathToFileURL(bundled(join(import.meta.dirname, 'past-worker.ts')));

/** A log that has been written for some time: an event a day, of ten of them one is a read. */
async function makeLog(directory: string, now: number): Promise<void> {
  mkdirSync(directory, { mode: 0o700 });
  const log = new AuditLog({
    directory: () => directory,
    worker,
    instance: () => 'plant 1',
    now: Date.now,
  });
  for (let index = 0; index < 400; index++) {
    const time = now - (400 - index) * day;
    const isRead = index % 10 === 3;
    void log.append(draft({ time, ...(isRead ? { class: 'read', name: 'flows.get' } : {}) }));
  }
  await log.close();
}

for (const target of targets()) {
  describe(`how the audit log is kept, ${target.title}`, () => {
    let userDirectory: string;
    let nodeRed: NodeRedProcess;
    let audit: AuditClient;
    let settings: AuditSettings;
    const now = Date.now();

    before(async () => {
      userDirectory = await makeUserDirectory({ only: ['node-red-audit'] });
      await makeLog(join(userDirectory, 'millwright'), now);
      nodeRed = await startNodeRed({ target, userDirectory });
      audit = new AuditClient(nodeRed);
      const anchor = {
        id: 'anchor',
        name: 'Anchor',
        kind: 'file' as const,
        directory: 'anchor',
        enabled: true,
        anchor: true,
        classes: [],
      };
      settings = await audit.setSettings({
        ...defaultSettings,
        instance: 'plant 1',
        retention: { ...defaultSettings.retention, read: { days: 36_500, bytes: 1e12 } },
        destinations: [anchor],
      });
    });
    after(async () => {
      await nodeRed?.stop();
      await removeUserDirectory(userDirectory);
    });

    const reads = () =>
      recordsIn(userDirectory)
        .filter(({ name, seq }) => name === 'flows.get' && seq <= 400)
        .map(({ seq }) => seq);
    const keep = (days: number) => ({ ...settings.retention, read: { days, bytes: 1e12 } });
    const verify = async () => {
      await audit.startVerification();
      return waitFor('the check to end', async () => {
        const { state, verdict } = await audit.verification();
        return state !== 'running' && { state, verdict };
      });
    };
    const exported = async (query: string) => {
      const { status, headers, text } = await fetch(`${nodeRed.adminUrl}${base}/export?${query}`).then(
        async (answer) => ({ status: answer.status, headers: answer.headers, text: await answer.text() }),
      );
      assert.equal(status, 200, text);
      const [, name] = /filename="([\w.-]+)"/.exec(headers.get('content-disposition') ?? '') ?? [];
      const file = join(userDirectory, name ?? '');
      writeFileSync(file, text);
      return file;
    };
    const check = async (file: string, ...more: string[]) => {
      const { code, out } = await millwright([
        'audit',
        'verify',
        file,
        '--anchors',
        join(userDirectory, 'anchor'),
        '--json',
        ...more,
      ]);
      return { code, verdict: JSON.parse(out) };
    };
    /** Everything that there is now is anchored. */
    const anchored = async () => {
      const { size } = await audit.checkpoint();
      await waitFor('the anchor', async () => {
        const { destinations } = await audit.health();
        return (destinations[0]?.anchored ?? 0) >= size;
      });
      return size;
    };

    it('tells what a retention would prune, and what has to wait for a hold', async () => {
      const hold = { id: 'case-7', reason: 'Case 7', since: now - 120 * day, until: now - 80 * day };
      settings = await audit.setSettings({ ...settings, holds: [hold] });
      const preview = await audit.done('POST', '/retention/preview', keep(30));
      assert.deepEqual(preview, { change: 0, 'log-in': 0, read: 37, system: 0, waiting: 4 });
      assert.equal(reads().length, 40);
    });

    it('prunes as soon as the settings say so, and tells of it; what is held stays until it no longer is', async () => {
      settings = await audit.setSettings({ ...settings, retention: keep(30) });
      await waitFor('pruning', () => reads().length === 7);
      const pruned = recordsIn(userDirectory).filter(({ name }) => name === 'audit.prune');
      assert.ok(pruned.every(({ data }) => data?.['class'] === 'read' && data['reason'] === 'age'));
      settings = await audit.setSettings({ ...settings, holds: [] });
      await waitFor('pruning of what was held', () => reads().length === 3);
      const gone = await nodeRed.request<{ code: string }>('GET', `${base}/events/4`);
      assert.deepEqual([gone.status, gone.body.code], [410, 'audit.event-pruned']);
    });

    it('finds what is left as it was written, by itself and on another machine', async () => {
      const size = await anchored();
      const { state, verdict } = await verify();
      assert.deepEqual([state, verdict?.result, verdict?.faults, verdict?.pruned], ['done', 'ok', [], 37]);
      assert.ok((verdict?.anchored ?? 0) >= size);
      const told = await waitForEvent(userDirectory, 'of the check', ({ name }) => name === 'audit.verify');
      assert.deepEqual([told.outcome, told.data], ['success', { result: 'ok' }]);
      assert.equal((await audit.health()).verified?.verdict.result, 'ok');
      const whole = await check(await exported('format=jsonl'));
      assert.deepEqual([whole.code, whole.verdict.result, whole.verdict.pruned], [0, 'ok', 37]);
    });

    it('exports what a filter lets through, which verifies too, also with anchors of later', async () => {
      const file = await exported('format=jsonl&classes=system&name=audit.prune');
      await anchored();
      const { code, verdict } = await check(file);
      assert.deepEqual([code, verdict.result, verdict.faults], [0, 'ok', []]);
      const lines = readFileSync(file, 'utf8').split('\n');
      const events = lines.filter((line) => line.startsWith('{"actor"'));
      assert.equal(events.length, verdict.checked);
      assert.ok(events.every((line) => JSON.parse(line).name === 'audit.prune'));
      writeFileSync(file, lines.join('\n').replace('"reason":"age"', '"reason":"bytes"'));
      assert.equal((await check(file)).code, 1);
      const csv = readFileSync(await exported('format=csv&name=audit.prune'), 'utf8').split('\r\n');
      assert.equal(csv.length, 1 + events.length + 1);
    });

    it('proves one event to a stranger', async () => {
      const { proof, fileName } = await audit.done<{ proof: string; fileName: string }>(
        'GET',
        '/events/200/proof',
      );
      const file = join(userDirectory, fileName);
      writeFileSync(file, proof);
      const { fingerprint } = await audit.health();
      const { code, out } = await millwright(['audit', 'check-proof', file, '--pin', fingerprint, '--json']);
      assert.deepEqual([code, JSON.parse(out).event.seq], [0, 200]);
      const gone = await nodeRed.request<{ code: string }>('GET', `${base}/events/4/proof`);
      assert.deepEqual([gone.status, gone.body.code], [410, 'audit.event-pruned']);
      const none = await nodeRed.request<{ code: string }>('GET', `${base}/events/999999/proof`);
      assert.deepEqual([none.status, none.body.code], [404, 'audit.event-unknown']);
    });

    it('bears a client that goes away, and a filter that means nothing', async () => {
      const from = nodeRed.log.length;
      const stop = new AbortController();
      const { body } = await fetch(`${nodeRed.adminUrl}${base}/export?format=jsonl`, {
        signal: stop.signal,
      });
      await body?.getReader().read();
      stop.abort();
      const answer = await nodeRed.request('GET', `${base}/export?format=jsonl&classes=nonsense`);
      assert.equal(answer.status, 400);
      assert.equal((await check(await exported('format=jsonl&text=nobody'))).code, 0);
      assert.ok(!/\[error\]/.test(nodeRed.log.slice(from)), nodeRed.log.slice(from));
    });

    it('does not say that all is well of another log in its place, until somebody says that they know why', async () => {
      const size = await anchored();
      const { origin } = await audit.health();
      await nodeRed.stop();
      const file = join(userDirectory, 'millwright/audit.db');
      renameSync(file, join(userDirectory, 'away.db'));
      nodeRed = await startNodeRed({ target, userDirectory });
      audit = new AuditClient(nodeRed);
      await anchored();
      const { verdict } = await verify();
      assert.deepEqual([verdict?.result, verdict?.reason], ['unverifiable', 'replaced']);
      const [other] = verdict?.others ?? [];
      assert.equal(other?.origin, origin);
      assert.ok((other?.size ?? 0) >= size);
      const notices = async () => (await audit.health()).notices.map(({ code }) => code);
      assert.ok((await notices()).includes('audit.log-replaced'));
      await waitFor('the log to say so', () =>
        /know another log of this Node-RED.*audit\.log-replaced/.test(nodeRed.log),
      );
      const elsewhere = await check(file);
      assert.deepEqual([elsewhere.code, elsewhere.verdict.reason], [2, 'replaced']);
      await audit.setSettings({ ...settings, formerLogs: [origin] });
      const told = await waitForEvent(
        userDirectory,
        'of the settings',
        ({ name, data }) =>
          name === 'audit.settings.update' && String(data?.['changed']).includes('formerLogs'),
      );
      assert.equal(told.outcome, 'success');
      assert.equal((await verify()).verdict?.result, 'ok');
      assert.ok(!(await notices()).includes('audit.log-replaced'));
      assert.equal((await check(file, '--former', origin)).code, 0);
    });
  });
}
