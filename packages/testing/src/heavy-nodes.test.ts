import assert from 'node:assert/strict';
import { leaveOutHeavyNodes, refuseLeftOut } from './heavy-nodes.ts';

const all = ['10-mqtt.js', '21-httprequest.js', '70-HTML.js', '70-JSON.js', '70-XML.js'];

describe('heavy nodes of a Node-RED', () => {
  it('are left out where neither its flows have them nor a test asks for them', () => {
    assert.deepEqual(leaveOutHeavyNodes('a', { whole: true }), all);
    assert.deepEqual(
      leaveOutHeavyNodes('a', { flows: [{ id: 'b', type: 'mqtt-broker' }], asked: ['json'], whole: true }),
      all.filter((file) => file !== '10-mqtt.js' && file !== '70-JSON.js'),
    );
    assert.deepEqual(leaveOutHeavyNodes('a', { asked: 'all' }), []);
  });

  it('are with those that no test is about where not all of Node-RED is to be there', () => {
    const out = leaveOutHeavyNodes('b', {
      flows: [{ id: 'f', type: 'file in' }],
      asked: ['xml'],
      whole: false,
    });
    for (const file of ['10-mqtt.js', '31-tcpin.js', 'rbe.js']) assert.ok(out.includes(file), file);
    for (const file of ['10-file.js', '70-XML.js', '20-inject.js']) assert.ok(!out.includes(file), file);
    assert.throws(() => refuseLeftOut('b', [{ id: 't', type: 'tcp in' }]), /heavyNodes: \['tcp in'\]/);
  });

  it('are refused in a deploy where they were left out', () => {
    leaveOutHeavyNodes('light', { asked: ['mqtt in'] });
    refuseLeftOut('light', [{ id: 'b', type: 'mqtt-broker' }, { id: 'c', type: 'comment' }, {}]);
    assert.throws(() => refuseLeftOut('light', [{ id: 'x', type: 'xml' }]), /heavyNodes: \['xml'\]/);
    leaveOutHeavyNodes('whole', { asked: 'all' });
    refuseLeftOut('whole', [{ id: 'x', type: 'xml' }]);
  });
});
