import assert from 'node:assert/strict';
import type { AuditEvent } from '@millwright/ledger';
import { type NodeRedProcess, startNodeRed, targets } from '@millwright/testing';
import { AuditClient, base } from './client.ts';
import { recordsIn, waitForEvent } from './records.ts';

const users = [
  { username: 'anna', password: 'a-very-good-one', permissions: '*' },
  { username: 'otto', password: 'another-good-one', permissions: ['flows.read'] },
];
const flows = [
  { id: 't', type: 'tab', label: 'Oven 3' },
  { id: 'n', type: 'comment', z: 't', name: 'Note', info: 'one', x: 1, y: 1, wires: [] },
];

for (const target of targets()) {
  describe(`what events tell beside who and what, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let audit: AuditClient;
    let otto: string;

    before(async () => {
      nodeRed = await startNodeRed({ target, users, flows, only: ['node-red-audit'] });
      audit = new AuditClient(nodeRed, await nodeRed.token('anna', 'a-very-good-one'));
      otto = await nodeRed.token('otto', 'another-good-one', 'flows.read');
    });
    after(() => nodeRed?.stop());

    const next = async (what: string, work: () => Promise<unknown>, is: (event: AuditEvent) => boolean) => {
      const from = recordsIn(nodeRed.userDirectory).length;
      await work();
      return waitForEvent(nodeRed.userDirectory, what, is, from);
    };
    const deploy = (items: readonly object[], token: string | undefined) =>
      nodeRed.request('POST', '/flows', items, { token });

    it('which properties of a node are other, and what it was called', async () => {
      const [tab, node] = flows;
      const changed = [tab as object, { ...node, name: 'Notice', info: 'two' }];
      const event = await next(
        'of the deploy',
        () => deploy(changed, audit.token),
        ({ name, outcome }) => name === 'flows.deploy' && outcome === 'success',
      );
      assert.deepEqual(event.change?.parts[0]?.nodes, [
        {
          formerName: 'Note',
          id: 'n',
          name: 'Notice',
          properties: ['name', 'info'],
          state: 'changed',
          type: 'comment',
        },
      ]);
    });

    it('which permission a refused deploy lacked', async () => {
      const event = await next(
        'of the refusal',
        () => deploy(flows, otto),
        ({ outcome }) => outcome === 'refused',
      );
      assert.deepEqual(
        [event.name, event.class, event.actor.name, event.data],
        ['flows.deploy', 'change', 'otto', { permissions: ['flows.write'] }],
      );
    });

    it('who took the log out as a file and who checked it, as parts of what they asked for', async () => {
      const path = `${base}/export?format=jsonl&actor=anna&classes=change`;
      const sent = await next(
        'of the export',
        () =>
          fetch(`${nodeRed.adminUrl}${path}`, { headers: { Authorization: `Bearer ${audit.token}` } }).then(
            (answer) => answer.text(),
          ),
        ({ name }) => name === 'audit.export',
      );
      assert.deepEqual(
        [sent.class, sent.outcome, sent.actor.name, sent.data],
        [
          'system',
          'success',
          'anna',
          { count: 2, filter: ['actor=anna', 'classes=change'], format: 'jsonl' },
        ],
      );
      const checked = await next(
        'of the check',
        () => audit.startVerification(),
        ({ name }) => name === 'audit.verify',
      );
      assert.equal(checked.actor.name, 'anna');
      for (const [part, whole] of [
        [sent, 'audit.exportEvents'],
        [checked, 'audit.startVerification'],
      ] as const) {
        const asked = recordsIn(nodeRed.userDirectory).find(({ name }) => name === whole);
        assert.ok(part.correlation);
        assert.equal(part.correlation, asked?.correlation);
        assert.equal(part.source?.address, asked?.source?.address);
      }
    });

    it('how many strangers were counted only, once and by their address', async () => {
      const from = recordsIn(nodeRed.userDirectory).length;
      for (let left = 700; left > 0; left -= 20)
        await Promise.all(Array.from({ length: 20 }, () => nodeRed.request('GET', '/flows')));
      await nodeRed.halt();
      const events = recordsIn(nodeRed.userDirectory, from);
      const floods = events.filter(({ name }) => name === 'request.flood');
      assert.equal(floods.length, 1);
      const [{ data, source } = assert.fail('none')] = floods;
      const told = events.filter(({ name }) => name === 'request.refused').length;
      assert.equal(told + Number(data?.['count']), 700);
      assert.match(source?.address ?? '', /127\.0\.0\.1|::1/);
      assert.ok(Number(data?.['since']) <= Number(data?.['until']));
    });
  });
}
