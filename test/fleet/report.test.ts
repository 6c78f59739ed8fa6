import assert from 'node:assert/strict';
import {
  acknowledgedDocument,
  checkAcknowledged,
  checkReported,
  reportedDocument,
  reportedOf,
  signDocument,
} from '@millwright/release';
import { type Desired, newDevice, reportOf, step } from '@millwright/rollout';
import {
  desired,
  deviceKey,
  hubKey,
  noon,
  reported,
  traits,
  trust,
} from '../../packages/release/src/people.fixture.ts';

const { release, job, counter, drift } = desired;
const { boot, since, versions } = reported;

describe('what the machine of a device reports', () => {
  it('reaches the hub signed, and is told until the hub has signed that it knows', () => {
    assert.ok(release);
    const hub = hubKey.public.keyid;
    const wish: Desired = {
      job,
      counter,
      digest: 'd',
      hub,
      drift,
      window: { kind: 'always' },
      release,
      environment: [],
    };
    let { state } = step(newDevice('exit'), { kind: 'desired', time: noon, desired: wish });
    const error = { code: 'ENOSPC', message: 'no space\nleft on device' };
    ({ state } = step(state, { kind: 'failed', time: noon + 0.5, turn: state.turn, error, final: true }));

    const hear = (number: number) => {
      const sender = { device: traits.id, boot, counter: number, since, time: noon, versions };
      const text = signDocument(reportedDocument, reportedOf(reportOf(state), sender), [deviceKey]);
      const device = { id: traits.id, key: deviceKey.public.text, isShutOut: false };
      return checkReported(text, { device }).content;
    };
    const heard = hear(40);
    assert.deepEqual(
      heard.outcomes.map(({ job: ended, result, error: why }) => [ended, result, why?.code, why?.message]),
      [[job, 'failed', 'rollout.failed', 'It could not be done: ENOSPC: no space left on device']],
    );
    assert.equal(heard.desired, counter);
    assert.deepEqual(hear(41).outcomes, heard.outcomes);

    const jobs = heard.outcomes.map(({ job: ended }) => ended);
    const word = signDocument(acknowledgedDocument, { format: 1, device: traits.id, jobs }, [hubKey]);
    const { content } = checkAcknowledged(word, { device: traits.id, trust });
    ({ state } = step(state, { kind: 'acknowledged', time: noon, jobs: content.jobs }));
    assert.deepEqual(hear(42).outcomes, []);
  });
});
