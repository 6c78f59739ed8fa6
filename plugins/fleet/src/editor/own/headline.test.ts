import assert from 'node:assert/strict';
import type { OwnState } from '../../common/fleet.ts';
import { type Headline, headlineOf, secondsLeft, toneOf } from './headline.ts';

type Machine = NonNullable<OwnState['machine']>;
const release = { name: 'filler-line', version: 3 };
const trouble = { code: 'rollout.crashed', message: 'It crashed' };
const ended = (result: string) => ({ job: 'job-0000000000000000', result, error: trouble, time: 1 });
const drift = { policy: 'report', since: 1, rev: 'a' };

const without = (code: string): Partial<OwnState> => ({
  connection: { road: 'none', trouble: { code, message: 'No' } },
});

const { connection: _, ...unconnected } = own({ committed: release });

function own(machine: Partial<Machine> | undefined, more: Partial<OwnState> = {}): OwnState {
  return {
    stage: 'enrolled',
    restart: 'none',
    connection: { road: 'socket' },
    ...(machine && { machine: { phase: 'idle', quarantined: [], ...machine } }),
    ...more,
  };
}

describe('what people have to know of their device first', () => {
  const rows: readonly (readonly [Headline, OwnState])[] = [
    ['enrolling', own(undefined, { stage: 'enrolling' })],
    ['words', own({ committed: release }, { stage: 'words' })],
    ['working', own({ phase: 'staging', release }, { stage: 'words' })],
    ['stopped', own({ trouble, phase: 'idle' }, { stopped: true })],
    ['stopped', own({ phase: 'safe' })],
    ['going-back', own({ phase: 'rolling-back', trouble, release })],
    ['going-back', own({ phase: 'recovering', trouble, release })],
    ['locked', own({ phase: 'waiting', waitsFor: 'lock', release })],
    ['window', own({ phase: 'waiting', waitsFor: 'window', release })],
    ['retry', own({ phase: 'fetching', waitsFor: 'retry', release })],
    ['working', own({ phase: 'watching', watching: 20, release, committed: release })],
    ['drifted', own({ drift, trouble, committed: release })],
    ['failed', own({ last: ended('rolled-back'), committed: release })],
    ['failed', own({ last: ended('refused') }, { connection: { road: 'none' } })],
    ['runs', own({ last: ended('superseded'), committed: release })],
    ['working', own({ last: ended('failed'), phase: 'fetching', release })],
    ['offline', own({ committed: release }, { connection: { road: 'none' } })],
    ['offline', own({ committed: release }, without('fleet.hub-unreachable'))],
    ['stranger', own({ committed: release }, without('fleet.hub-unclear'))],
    ['stranger', own({ committed: release }, without('fleet.hub-foreign'))],
    ['out', own({ committed: release }, without('fleet.hub-shut-it-out'))],
    ['out', own({ drift, committed: release }, without('fleet.hub-removed-it'))],
    ['out', own({}, { ...without('fleet.hub-removed-it'), stage: 'words' })],
    ['stopped', own({ trouble }, { ...without('fleet.hub-removed-it'), stopped: true })],
    ['working', own({ phase: 'watching' }, without('fleet.hub-shut-it-out'))],
    ['apart', { ...unconnected, trouble }],
    ['apart', { stage: 'words', restart: 'none', trouble }],
    ['runs', { ...unconnected, trouble, connection: { road: 'socket' } }],
    ['runs', own({ committed: release }, { connection: { road: 'poll' } })],
    ['refuses', own({ committed: release }, { connection: { road: 'socket', trouble } })],
    ['refuses', own({}, { connection: { road: 'poll', trouble } })],
    ['failed', own({ last: ended('failed') }, { connection: { road: 'socket', trouble } })],
    ['ready', own({})],
    ['ready', own(undefined)],
  ];
  for (const [headline, state] of rows)
    it(`is ${headline} for ${JSON.stringify(state)}`, () => assert.equal(headlineOf(state), headline));

  it('has a tone for each', () => {
    assert.deepEqual(
      [...new Set(rows.map(([headline]) => headline))].filter((headline) => !(headline in toneOf)),
      [],
    );
  });
});

describe('the health window', () => {
  it('counts down from when the state came, and never below nothing', () => {
    const watching = own({ phase: 'watching', watching: 23 });
    assert.equal(secondsLeft(watching, 1000, 1000), 23);
    assert.equal(secondsLeft(watching, 1000, 5999), 19);
    assert.equal(secondsLeft(watching, 1000, 60_000), 0);
    assert.equal(secondsLeft(own({ phase: 'starting' }), 0, 0), undefined);
    assert.equal(secondsLeft(own(undefined), 0, 0), undefined);
  });
});
