import assert from 'node:assert/strict';
import { everything, type NodeRedProcess, targets } from '@millwright/testing';
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

const flows = (answer: string, password: string) =>
  withCredentials([...endpoint(answer), ...echo, ...caller('press')], { press: { user: 'ana', password } });
const codes = (notices: readonly { code: string }[]) => notices.map(({ code }) => code);

// Each waits for flows that are not to start.
for (const target of everything ? targets() : []) {
  describe(`restore where flows do not run, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let history: HistoryClient;
    beforeEach(async () => {
      ({ nodeRed, history } = await startWithHistory({
        target,
        flows: [],
        settings: "safeMode: process.env.SAFE === 'yes', runtimeState: { enabled: true, ui: true },",
      }));
      for (const answer of ['two', 'three']) {
        assert.equal((await nodeRed.deploy(flows(answer, answer))).status, 200);
      }
    });
    afterEach(() => nodeRed?.stop());

    it('stopped ones: it is deployed, says that they do not run, and they do once they are started', async () => {
      await nodeRed.request('POST', '/flows/state', { state: 'stop' });
      const scope = { parts: [{ kind: 'tab', id: 'endpoints' }] };
      const { status, body, text } = await history.restore(2, { scope });
      assert.equal(status, 200, text);
      assert.deepEqual(codes(body.notices), ['history.not-started']);
      assert.equal((await nodeRed.request('GET', '/answer')).status, 404);
      await nodeRed.request('POST', '/flows/state', { state: 'start' });
      assert.equal(await answerOf(nodeRed), 'two');
      assert.equal(await calledWith(nodeRed, 'press'), 'ana:three');
    });

    it('in safe mode: it ends it, as each deploy does', async () => {
      await nodeRed.halt();
      process.env['SAFE'] = 'yes';
      await nodeRed.start().finally(() => delete process.env['SAFE']);
      await history.reaches(3);
      const { status, body, text } = await history.restore(2);
      assert.equal(status, 200, text);
      assert.deepEqual(codes(body.notices), []);
      assert.equal(await answerOf(nodeRed), 'two');
      assert.equal(await calledWith(nodeRed, 'press'), 'ana:two');
    });
  });
}
