import assert from 'node:assert/strict';
import { divideFlows } from '@millwright/flows';
import { needsOnItem, placeOfWidget } from './need-on-item.ts';

const flows = divideFlows([
  { id: 't', type: 'tab', label: 'Line 1' },
  { id: 'w', type: 'ui-button', z: 't', name: 'Start', group: 'g', x: 1, y: 1 },
  { id: 'free', type: 'ui-template', z: 't', page: 'p', group: '', x: 1, y: 2 },
  { id: 'odd', type: 'ui-button', z: 't', group: '$(GROUP)', x: 1, y: 3 },
  { id: 'other', type: 'mqtt in', z: 't', group: 't', page: 't', x: 1, y: 4 },
  { id: 'g', type: 'ui-group', name: 'Oven 3', page: 'p' },
  { id: 'p', type: 'ui-page', name: 'Ovens', ui: 'b' },
]);
const page = { dashboardPage: { id: 'p', name: 'Ovens' } };

describe('where a widget stands', () => {
  it('is its group and the page of that, or the page alone', () => {
    assert.deepEqual(placeOfWidget(flows, 'w'), { ...page, dashboardGroup: { id: 'g', name: 'Oven 3' } });
    assert.deepEqual(placeOfWidget(flows, 'free'), page);
  });

  it('is itself for a group and a page, so that one can ask about all that is on them', () => {
    assert.deepEqual(placeOfWidget(flows, 'g'), { ...page, dashboardGroup: { id: 'g', name: 'Oven 3' } });
    assert.deepEqual(placeOfWidget(flows, 'p'), page);
  });

  it('is nowhere for what is no widget, and for what nobody can tell', () => {
    for (const id of ['odd', 'other', 'gone', 't']) assert.deepEqual(placeOfWidget(flows, id), {}, id);
  });

  it('counts for what is done in dashboards, beside tab, type and name', () => {
    const world = { document: () => flows, moduleOf: () => 'dashboard' };
    const [used] = needsOnItem('dashboard.use', 'w', world);
    assert.deepEqual(used?.resource, {
      tab: { id: 't', name: 'Line 1' },
      node: { id: 'w', name: 'Start', type: 'ui-button', module: 'dashboard' },
      dashboardGroup: { id: 'g', name: 'Oven 3' },
      ...page,
    });
    assert.equal(needsOnItem('flow.edit', 'w', world)[0]?.resource.dashboardPage, undefined);
  });
});
