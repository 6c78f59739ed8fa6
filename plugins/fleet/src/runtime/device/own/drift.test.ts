import assert from 'node:assert/strict';
import { driftBetween } from './drift.ts';
import { notCompared } from './not-compared.ts';

const tab = { id: 't', type: 'tab', label: 'Filler' };
const inject = { id: 'a', type: 'inject', z: 't', name: 'Start', repeat: '1', wires: [['b']] };
const debug = { id: 'b', type: 'debug', z: 't', name: 'Out', wires: [] };
const release = { name: 'filler-line', version: 3 };

describe('what was changed on a device', () => {
  it('is nothing where the same runs', () => {
    assert.deepEqual(driftBetween({ flows: [tab, inject, debug], release }, [tab, inject, debug]), {
      against: release,
      parts: [],
      more: 0,
      credentials: [],
      modules: [],
    });
  });

  it('names nodes whose credentials are others, and modules', () => {
    const beside = { credentials: [inject, { id: 'n', type: 'kiln' }], modules: ['node-red-contrib-kiln'] };
    const drift = driftBetween({ flows: [tab, inject] }, [tab, inject], beside);
    assert.deepEqual([drift.credentials, drift.modules], [['Start', 'kiln'], ['node-red-contrib-kiln']]);
  });

  it('says why nobody knows of credentials and modules', () => {
    const error = notCompared(new Error('EACCES'));
    const { credentials, modules, trouble } = driftBetween({ flows: [tab] }, [tab], error);
    assert.deepEqual([credentials, modules, trouble?.code], [[], [], 'fleet.not-compared']);
    assert.match(trouble?.message ?? '', /EACCES/);
  });

  it('names parts, nodes and properties, and no value of them', () => {
    const changed = [
      { ...tab, label: 'Filler, mended' },
      { ...inject, repeat: 'secret-looking' },
      { id: 'c', type: 'function', z: 't', name: 'New', func: 'secret-looking', wires: [] },
    ];
    const drift = driftBetween({ flows: [tab, inject, debug], release }, changed);
    assert.doesNotMatch(JSON.stringify(drift), /secret-looking/);
    const [part] = drift.parts;
    assert.equal(part?.name, 'Filler, mended');
    assert.deepEqual(part?.properties, ['label']);
    const nodes = new Map(part?.nodes.map((node) => [node.name, node]));
    assert.deepEqual(nodes.get('Start'), {
      name: 'Start',
      type: 'inject',
      state: 'changed',
      properties: ['repeat'],
    });
    assert.equal(nodes.get('New')?.state, 'added');
    assert.equal(nodes.get('Out')?.state, 'removed');
  });

  it('stays short, and says what it leaves out', () => {
    const many = Array.from({ length: 600 }, (_, at) => ({ ...debug, id: `d${at}` }));
    const { parts, more } = driftBetween({ flows: [tab] }, [tab, ...many]);
    assert.equal(parts[0]?.nodes.length, 500);
    assert.equal(more, 100);
  });
});
