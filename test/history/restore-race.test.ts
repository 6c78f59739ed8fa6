import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { count, type NodeRedProcess, targets, waitFor } from '@millwright/testing';
import { Random } from '../faults/random.ts';
import {
  answerOf,
  calledWith,
  caller,
  echo,
  endpoint,
  type HistoryClient,
  startWithHistory,
  withCredentials,
} from './client.ts';

const states = 4;
const rounds = count('race', { quick: 3, full: 40 });
const atOnce = 6;

/** Flows and credentials that belong together: seen from outside, and in a version. */
const state = (number: number) =>
  withCredentials([...endpoint(`state ${number}`), ...echo, ...caller('press')], {
    press: { user: `user ${number}`, password: 'secret' },
  });

for (const target of targets()) {
  describe(`restores and deploys of many people at once, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let history: HistoryClient;
    before(async () => {
      ({ nodeRed, history } = await startWithHistory({ target, flows: [] }));
    });
    after(() => nodeRed?.stop());

    it(`are each made whole or refused, ${rounds} times`, async () => {
      const random = new Random();
      const coin = () => random.next() < 0.5;
      const pick = (below: number) => Math.floor(random.next() * below);
      const known: number[] = [];
      const revs: (string | undefined)[] = [];
      for (let number = 0; number < states; number++) {
        assert.equal((await nodeRed.deploy(state(number))).status, 200);
        const { number: version, rev } = await history.newest();
        known.push(version);
        revs.push(rev);
      }
      const seen = new Set<number>();
      console.log(`        SEED=${random.seed}`);
      for (let round = 0; round < rounds; round++) {
        const { rev } = await nodeRed.flows();
        const outcomes = await Promise.all(
          Array.from({ length: atOnce }, async () => {
            const number = pick(states);
            const guard = coin() ? { rev } : {};
            const { status, text } = await (coin()
              ? nodeRed.deploy(state(number), guard)
              : history.restore(known[number] ?? 0, guard));
            assert.ok([200, 409].includes(status), text);
            return status;
          }),
        );
        for (const status of outcomes) seen.add(status);
        const running = revs.indexOf((await nodeRed.flows()).rev);
        // Both are answered before the nodes have started.
        await waitFor(`state ${running} to run`, async () => {
          const seenOutside = [await answerOf(nodeRed), await calledWith(nodeRed, 'press')];
          return isDeepStrictEqual(seenOutside, [`state ${running}`, `user ${running}:secret`]);
        });
        const newest = await history.newest();
        assert.equal(newest.rev, (await nodeRed.flows()).rev);
      }
      assert.deepEqual([...seen].sort(), [200, 409]);

      const versions = await history.versions();
      const made = versions.filter(({ number }) => number > (known.at(-1) ?? 0));
      assert.ok(made.length > 0);
      for (const { number, rev } of made.slice(0, 100)) {
        const same = known[revs.indexOf(rev)];
        assert.ok(same, `version ${number} is none of the states`);
        const { body } = await history.compare({ version: same }, { version: number });
        assert.deepEqual([body.parts, body.credentials], [[], []], `version ${number} is mixed`);
      }
    });
  });
}
