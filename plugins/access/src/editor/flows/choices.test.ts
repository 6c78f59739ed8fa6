import assert from 'node:assert/strict';
import { choicesOf } from './choices.ts';

describe('what rules can be about', () => {
  it('is named as the editor names it; of nodes only those for configuration can be chosen', () => {
    const choices = choicesOf(
      [
        { id: 't1', type: 'tab', label: 'Oven 3' },
        { id: 's1', type: 'subflow', name: 'Alarm' },
        { id: 'g1', type: 'group', z: 't1', name: '' },
        { id: 'n1', type: 'inject', z: 't1', name: 'Start', x: 1, y: 2 },
        { id: 'c1', type: 'mqtt-broker', name: '' },
        { id: 'p1', type: 'ui-page', name: 'Ovens' },
        { id: 'g2', type: 'ui-group', name: 'Oven 3', page: 'p1' },
      ],
      { types: ['inject'], modules: ['node-red'] },
    );
    assert.deepEqual(
      [choices.tab, choices.subflow, choices.group, choices.node],
      [
        [{ id: 't1', name: 'Oven 3' }],
        [{ id: 's1', name: 'Alarm' }],
        [{ id: 'g1', name: 'g1' }],
        [
          { id: 'c1', name: 'mqtt-broker (mqtt-broker)' },
          { id: 'p1', name: 'Ovens (ui-page)' },
          { id: 'g2', name: 'Oven 3 (ui-group)' },
        ],
      ],
    );
    assert.deepEqual(choices.dashboardPage, [{ id: 'p1', name: 'Ovens' }]);
    assert.deepEqual(choices.dashboardGroup, [{ id: 'g2', name: 'Oven 3' }]);
    assert.equal(choices.nameOf('node', 'n1'), 'Start');
    assert.equal(choices.nameOf('tab', 'gone'), undefined);
  });
});
