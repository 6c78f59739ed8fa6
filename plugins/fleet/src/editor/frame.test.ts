import assert from 'node:assert/strict';
import type { FleetState } from '../common/fleet.ts';
import { roleOf } from './frame.ts';

const fleet = (active: boolean, stage: FleetState['own']['stage']): FleetState => ({
  hub: { active, keys: { mode: 'none' }, store: { kind: 'sqlite' }, devices: 0, online: 0, warnings: [] },
  own: { stage, restart: 'none' },
});

describe('what an instance is', () => {
  it('is a hub, a device, both or nothing yet', () => {
    assert.equal(roleOf(fleet(false, 'none')), 'none');
    assert.equal(roleOf(fleet(true, 'none')), 'hub');
    assert.equal(roleOf(fleet(false, 'words')), 'device');
    assert.equal(roleOf(fleet(true, 'enrolled')), 'both');
  });
});
