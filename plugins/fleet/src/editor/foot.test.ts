import assert from 'node:assert/strict';
import type { FleetState } from '../common/fleet.ts';
import { hubFoot } from './foot.ts';
import { textsOf } from './texts.fixture.ts';

const texts = textsOf('en-US');
const fleet = (hub: Partial<FleetState['hub']>): FleetState => ({
  hub: {
    ...{ active: true, keys: { mode: 'one-key' }, store: { kind: 'sqlite' } },
    ...{ devices: 2, online: 1, warnings: [], ...hub },
  },
  own: { stage: 'none', restart: 'none' },
});
const foot = (hub: Partial<FleetState['hub']>, answers = true) => {
  const { tone, text } = hubFoot(fleet(hub), answers, texts, () => undefined);
  return [tone, text];
};

describe('the foot of a hub', () => {
  it('is well while devices are in reach, or none are there yet', () => {
    assert.deepEqual(foot({}), ['good', '2 devices · 1 in reach']);
    assert.equal(foot({ devices: 0, online: 0 })[0], 'good');
  });

  it('asks for attention where no device is in reach, or the hub itself does not answer', () => {
    assert.deepEqual(foot({ online: 0 }), ['attention', '2 devices · 0 in reach']);
    assert.deepEqual(foot({}, false), ['attention', 'The hub does not answer']);
  });

  it('is bad where its data cannot be reached', () => {
    const trouble = { code: 'fleet.store-failed', message: 'It is away' };
    assert.equal(foot({ online: 0, store: { kind: 'sqlite', trouble } })[0], 'bad');
  });
});
