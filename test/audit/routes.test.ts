import assert from 'node:assert/strict';
import { type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import { Subscription } from '../runtime/subscription.ts';
import { AuditClient, base } from './client.ts';

const users = [
  { username: 'anna', password: 'a-very-good-one', permissions: '*' },
  { username: 'otto', password: 'another-good-one', permissions: ['flows.read'] },
];
const tab = { id: 't', type: 'tab', label: 'Oven 3' };

for (const target of targets()) {
  describe(`the routes of the audit log, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let audit: AuditClient;
    let otto: string;

    before(async () => {
      nodeRed = await startNodeRed({ target, users, flows: [tab], only: ['node-red-audit'] });
      audit = new AuditClient(nodeRed, await nodeRed.token('anna', 'a-very-good-one'));
      otto = await nodeRed.token('otto', 'another-good-one', 'flows.read');
    });
    after(() => nodeRed?.stop());

    const get = (path: string, token?: string) =>
      nodeRed.request<{ readonly code?: string }>('GET', `${base}${path}`, undefined, { token });
    const deploy = async (label: string) => {
      const { status } = await nodeRed.request('POST', '/flows', [{ ...tab, label }], { token: audit.token });
      assert.ok(status < 300);
    };

    it('find a deploy by who, what, when and which words, and have all of it', async () => {
      const since = Date.now();
      await deploy('Oven 4');
      const [found] = await audit.events({
        actor: 'anna',
        name: 'flows.*',
        classes: 'change,read',
        outcomes: 'success',
        target: 'tab:t',
        text: 'ove 4',
        since: String(since),
        until: String(Date.now() + 1),
      });
      assert.ok(found);
      assert.deepEqual(
        [found.name, found.change?.parts.map(({ id, name }) => ({ id, name }))],
        ['flows.deploy', [{ id: 't', name: 'Oven 4' }]],
      );
      assert.deepEqual(
        (await audit.events({ text: `#${found.seq}` })).map(({ seq }) => seq),
        [found.seq],
      );
      const related = await audit.events({ operation: found.operation ?? '' });
      assert.deepEqual(
        related.map(({ outcome }) => outcome),
        ['success', undefined],
      );
      await audit.checkpoint();
      const { event, digest, cover } = await audit.event(found.seq);
      assert.equal(event.change?.parts[0]?.name, 'Oven 4');
      assert.match(digest, /^[0-9a-f]{64}$/);
      assert.ok((cover.checkpoint ?? 0) > found.seq);
      assert.deepEqual(cover.anchors, []);
      const choices = await audit.done<{ actors: { value: string }[]; names: string[] }>('GET', '/filters');
      assert.ok(choices.actors.some(({ value }) => value === 'anna'));
      assert.ok(choices.names.includes('flows.deploy'));
    });

    it('say what is not there, what is no filter, and who may not look', async () => {
      const asked = await Promise.all(
        ['/events/999999', '/events/x', '/events?outcomes=maybe', '/events?limit=0', '/events?since=-1'].map(
          (path) => get(path, audit.token),
        ),
      );
      assert.deepEqual(
        asked.map(({ status }) => status),
        [404, 400, 400, 400, 400],
      );
      assert.equal(asked[0]?.body.code, 'audit.event-unknown');
      for (const path of ['/events', '/events/0', '/filters', '/health']) {
        assert.equal((await get(path)).status, 401);
        assert.equal((await get(path, otto)).status, 401, 'without the permission');
      }
    });

    it('tell how the log is', async () => {
      const { size, checkpoint } = await audit.health();
      const now = await audit.health();
      assert.deepEqual([now.state, now.lost, now.notices, now.destinations], ['well', 0, [], []]);
      assert.ok(now.events >= size && now.bytes > 0 && now.open === now.size);
      assert.match(now.origin, /^millwright\/audit\/.+\/[0-9a-f]{8}$/);
      assert.match(now.fingerprint, /^([0-9a-f]{4} ){15}[0-9a-f]{4}$/);
      assert.ok(checkpoint && checkpoint.size > 0);
    });

    it('let open editors know, a few times a second', async () => {
      const news = await Subscription.open(nodeRed, 'millwright/audit/events', audit.token);
      try {
        const begun = Date.now();
        for (let index = 0; index < 10; index += 1) await deploy(`Oven ${index}`);
        const { size } = await audit.health();
        await news.first((message) => Number(message['size']) >= size);
        const told = await news.messages(1);
        // One at once, then one each quarter of a second.
        assert.ok(told.length <= 2 + (Date.now() - begun) / 250, `${told.length} messages`);
      } finally {
        news.close();
      }
      await waitFor('the end', () => news.isClosed);
    });
  });
}
