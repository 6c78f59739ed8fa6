import assert from 'node:assert/strict';
import { desiredDocument, openDocument, signDocument } from '@millwright/release';
import { newDevice, readJournal, rolloutErrors, step, writeJournal } from '@millwright/rollout';
import { desired, hubKey, noon } from '../../packages/release/src/people.fixture.ts';

const health = {
  windowSeconds: 86_400,
  eventLoopMilliseconds: 60_000,
  connections: true,
  node: 'n'.repeat(64),
};

/** As large as a signed one can be: characters that JSON writes as two, and others that are two or three bytes. */
const environments = {
  'many values': Array.from({ length: 500 }, (_, index) => ({ name: `V_${index}`, value: 'x'.repeat(95) })),
  'long values': Array.from({ length: 6 }, (_, index) => ({ name: `V_${index}`, value: 'x'.repeat(10_000) })),
  'quoted values': Array.from({ length: 6 }, (_, index) => ({ name: `V_${index}`, value: '"'.repeat(5000) })),
  'other letters': Array.from({ length: 3 }, (_, index) => ({
    name: `V_${index}`,
    value: 'é\n'.repeat(4500),
  })),
};

describe('what a hub has signed', () => {
  for (const [title, environment] of Object.entries(environments))
    it(`is taken by the machine of a device, and its journal read again: ${title}`, () => {
      const text = signDocument(desiredDocument, { ...desired, environment, health }, [hubKey]);
      const { content, digest } = openDocument(desiredDocument, text, {
        keys: [hubKey.public],
        threshold: 1,
      });
      const { job, counter, hub, drift, release } = content;
      assert.ok(release);
      const wish = { job, counter, digest, hub, drift, release, environment, health } as const;
      const told = { ...wish, window: { kind: 'always' } } as const;
      const { state } = step(newDevice('exit'), { kind: 'desired', time: noon, desired: told });
      assert.equal(state.work?.desired?.job, job);
      assert.deepEqual(readJournal(writeJournal(state)), state);
    });

  it('is thrown back with a code where its form was lost on the way to the machine', () => {
    const told = { ...desired, window: { kind: 'always' } } as never;
    assert.throws(
      () => step(newDevice('exit'), { kind: 'desired', time: noon, desired: told }),
      rolloutErrors.desiredInvalid.is,
    );
  });
});
