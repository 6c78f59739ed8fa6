import assert from 'node:assert/strict';
import type { AuditEvent } from '@millwright/ledger';
import { type NodeRedProcess, startNodeRed, targets } from '@millwright/testing';
import { AccessInstance, base, passwordOf, setUpCode } from '../../access/access.ts';
import { type Ask, post } from '../../runtime/catalogue/case.ts';
import { operationsOfPage, ownReads } from '../own-names.ts';
import { fleetReads } from './fleet-cases.ts';
import { changes, flows, type OwnCase, reads as otherReads } from './own-cases.ts';
import { tokenOfRefused } from './refused.ts';
import { short, Watch } from './watch.ts';

const ofMillwright = operationsOfPage.filter((name) => /^(access|audit|history)\./.test(name));
/** Editors ask for the others by themselves; those of PLC packages are tried where their servers are. */
const recordedReads = ownReads
  .filter(({ name, background }) => !background && !/^(modbus|opcua|s7)\./.test(name))
  .map(({ name }) => name);

const reads = [...otherReads, ...fleetReads];

const users = [{ username: 'anna', password: 'a', permissions: '*' }];

for (const target of targets()) {
  describe(`the audit log of what Millwright itself does, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let access: AccessInstance;
    let watch: Watch;
    let stranger: string;

    before(async () => {
      const only = ['node-red-audit', 'node-red-access', 'node-red-history', 'node-red-fleet'];
      nodeRed = await startNodeRed({ target, users, only, flows });
    });
    after(() => nodeRed?.stop());

    it('has access.set-up as one event, failed and done', async () => {
      const anna = await nodeRed.token('anna', 'a');
      watch = new Watch(nodeRed, anna, '');
      const owner = { name: 'owner', password: passwordOf('owner') };
      const setUp = async (code: string): Promise<readonly string[]> => {
        const { events } = await watch.outcomes(post(`${base}/setup`, { code, owner }), anna);
        return events.map(short);
      };
      assert.deepEqual(await setUp('AAAA-AAAA-AAAA'), ['access.set-up failed anna']);
      assert.deepEqual(await setUp(setUpCode(nodeRed)), ['access.set-up success anna']);
      access = new AccessInstance(nodeRed);
      stranger = await tokenOfRefused(access);
      watch = new Watch(nodeRed, await access.token('owner'), '');
    });

    for (const each of [...changes, ...reads]) {
      const { row, besides = [], refusal } = each;
      const kind = reads.includes(each) ? 'read' : 'change';

      if (refusal !== 'none')
        it(`has ${row} as one event where it is refused`, async () => {
          const ask = await (refusal ?? each.ask)(access);
          const { status, text, events } = await watch.outcomes(ask, refusal ? watch.lab.token : stranger);
          assert.equal(status, refusal ? ask.status : 403, text);
          assert.deepEqual(events.map(short), [refusal ? `${row} failed owner` : `${row} refused refused`]);
          const [event] = events;
          assert.equal(event?.class, kind);
          assert.deepEqual(targetOf(event), each.isUnnamed ? undefined : expectedTarget(each, ask));
          const rules = [{ role: 'almost', rule: 'With a long reason' }];
          assert.deepEqual(event?.rules, refusal ? undefined : rules);
        });

      if (each.byItself) continue;
      it(`has ${row} as one event where it is done`, async () => {
        const ask = await each.ask(access);
        const { status, text, events } = await watch.outcomes(ask, watch.lab.token, 1 + besides.length);
        assert.equal(status, ask.status, text);
        const outcome = each.outcome ?? 'success';
        const names = [row, ...besides].map((name) => `${name} ${outcome} owner`);
        const event = events.find(({ name }) => name === row);
        const byItself = each.mayBeSystem && event?.actor.kind === 'system';
        if (byItself) names[0] = `${row} success system`;
        assert.deepEqual(events.map(short).sort(), names.sort());
        assert.equal(event?.class, kind);
        assert.deepEqual(targetOf(event), expectedTarget(each, ask));
      });
    }

    it('is tried with every operation of Millwright', () => {
      const tried = new Set(['access.set-up', ...[...changes, ...reads].map(({ row }) => row)]);
      assert.deepEqual(
        [...ofMillwright, ...recordedReads].filter((name) => !tried.has(name)),
        [],
      );
    });
  });
}

const targetOf = (event: AuditEvent | undefined): OwnCase['target'] =>
  event?.target && { kind: event.target.kind, id: event.target.id };

const expectedTarget = ({ target }: OwnCase, ask: Ask): OwnCase['target'] =>
  typeof target === 'function' ? target(ask) : target;
