import assert from 'node:assert/strict';
import { createFillerPlc, fillerPoints, type SimulatedPlc } from '@millwright/simulators';
import { type NodeRedProcess, startNodeRed, targets, variants, waitFor } from '@millwright/testing';
import {
  connection,
  type FlowNode,
  isStatus,
  observed,
  type Seen,
  seen,
  tags,
  waitToSee,
  watch,
} from './flow.ts';

/** Says what it got, as the observers of a flow do, and then spoils whatever it can reach. */
const mangle = `
  node.warn('@@seen ' + JSON.stringify({ from: 'message', ...msg }));
  for (const sample of msg.samples ?? []) {
    if (sample.last) sample.last.value = 'spoiled';
    if (sample.status) sample.status.reason = 'spoiled';
    Object.assign(sample, { tag: 'spoiled', value: 'spoiled', quality: 'spoiled', ts: 0 });
  }
  if (msg.samples) msg.samples[0] = null;
  for (const tag of Object.keys(msg.payload ?? {})) msg.payload[tag] = 'spoiled';
  return null;`;

const fails = `
  node.warn('@@seen ' + JSON.stringify({ from: 'message', ...msg }));
  throw new Error('a bug in the flow');`;

const meddler = (func: string): FlowNode => ({
  id: 'meddler',
  type: 'function',
  z: 'tab',
  func,
  outputs: 1,
  wires: [[]],
});

/** Nobody answers under this unit: it keeps the state of the shared connection moving. */
const silentUnit = 2;

const isReading = ({ from, samples }: Seen): boolean => from === 'message' && samples !== undefined;

for (const target of targets()) {
  for (const sync of variants([true, false])) {
    describe(`A flow that meddles, ${sync ? 'at once' : 'later'}, with what Modbus nodes sent in ${target.title}`, function () {
      this.timeout(60_000);
      let plc: SimulatedPlc;
      let nodeRed: NodeRedProcess;

      beforeEach(async () => {
        ({ plc } = createFillerPlc({ port: 0, seed: 7, speed: 60 }));
        await plc.listen();
      });

      afterEach(async () => {
        await nodeRed.stop();
        await plc.close();
      });

      async function start(func: string): Promise<void> {
        nodeRed = await startNodeRed({
          target,
          flows: observed(
            connection(plc.port),
            tags(fillerPoints),
            watch(50, { wires: [['meddler']] }),
            meddler(func),
            tags(fillerPoints, { id: 'silent-tags', unit: silentUnit }),
            watch(50, { id: 'silent', tags: 'silent-tags', wires: [[]] }),
          ),
          settings: `runtimeSyncDelivery: ${sync},`,
        });
      }

      const readings = (from = 0): readonly Seen[] => seen(nodeRed, from).filter(isReading);

      for (const [what, func] of [
        ['writes into it', mangle],
        ['throws', fails],
      ] as const) {
        it(`spoils no reading and no status when it ${what}`, async () => {
          await start(func);
          await waitFor('many readings', () => readings().length >= 8, { deadline: 20_000 });
          await waitToSee(nodeRed, 'the silence of the other unit', isStatus('silent', /^no answer$/));
          for (const { payload, samples } of readings()) {
            assert.deepEqual(
              samples?.map(({ tag, quality }) => [tag, quality]),
              fillerPoints.map(({ name }) => [name, 'good']),
            );
            for (const { tag, value } of samples ?? []) {
              assert.equal((payload as Record<string, unknown>)[tag], value);
            }
          }
          assert.deepEqual(seen(nodeRed).filter(isStatus('watch', /bad|failed/)), []);

          await waitToSee(nodeRed, 'that it has to wait', isStatus('watch', /^every /));
          const refused = nodeRed.log.length;
          plc.misbehave({ kind: 'exception', code: 4, unit: 1 });
          const { samples } = await waitToSee(
            nodeRed,
            'two bad readings',
            (what) => isReading(what) && what.samples?.[0]?.quality === 'bad' && readings(refused).length > 4,
            { from: refused },
          );
          const bad = readings(refused).filter(({ samples }) => samples?.[0]?.quality === 'bad');
          assert.ok(samples && bad.length > 1);
          for (const { samples } of bad) {
            const [state] = samples ?? [];
            assert.equal(typeof state?.last?.value, 'number');
            assert.match(state?.status?.reason ?? '', /device failure/);
          }
          plc.behave();
          await waitToSee(nodeRed, 'values again', ({ samples }) => samples?.[0]?.quality === 'good', {
            from: nodeRed.log.length,
          });
          assert.doesNotMatch(nodeRed.log, /node\.unexpected|BadInternalError|UnhandledPromise|Uncaught/);
        });
      }
    });
  }
}
