import assert from 'node:assert/strict';
import { planOf } from './plan-of.ts';
import { alarmNode } from './schema.ts';

const given = { schema: 1, engine: 'e', text: 'Level high', condition: 'limit', at: '90' };
const codes = (more: object): readonly string[] => {
  const parsed = alarmNode.parse({ ...given, ...more });
  return parsed.ok ? [] : parsed.problems.map(({ path, code }) => `${path[0]} ${code}`);
};
const plan = (more: object) => {
  const parsed = alarmNode.parse({ ...given, ...more });
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return planOf('n1', parsed.value);
};

describe('the configuration of an alarm', () => {
  it('becomes its definition: seconds and minutes are milliseconds, empty texts are none', () => {
    assert.equal(plan({ staleAfter: 30 }).staleAfter, 30_000);
    assert.deepEqual(plan({ onDelay: 1.5, longestShelving: 10, deadband: 2, priority: '1' }), {
      definition: {
        id: 'n1',
        priority: 1,
        onDelay: 1500,
        offDelay: 0,
        latching: false,
        autoAcknowledge: false,
        longestShelving: 600_000,
      },
      condition: { kind: 'limit', level: 'hi', at: 90, deadband: 2 },
      text: 'Level high',
      area: '',
      setPoint: null,
      staleAfter: 0,
    });
  });

  it('becomes each kind of condition', () => {
    const of = (more: object) => plan(more).condition;
    assert.deepEqual(of({ condition: 'rate', direction: 'above', at: 3, over: 5 }), {
      kind: 'rate',
      direction: 'above',
      at: 3,
      deadband: 0,
      over: 5000,
    });
    assert.equal(plan({ condition: 'deviation', at: 3, setPoint: 0 }).setPoint, 0);
    const values = [
      { type: 'boolean', value: 'true' },
      { type: 'number', value: '3' },
      { type: 'text', value: '3' },
    ];
    assert.deepEqual(of({ condition: 'discrete', at: '', values }), {
      kind: 'discrete',
      values: [true, 3, '3'],
    });
    assert.deepEqual(of({ condition: 'quality', at: '' }), { kind: 'quality' });
  });

  it('is refused where it makes no sense', () => {
    assert.deepEqual(codes({ at: '' }), ['at at-missing']);
    assert.deepEqual(codes({ at: -5 }), []);
    assert.deepEqual(codes({ condition: 'rate', at: -5 }), ['at at-not-positive']);
    assert.deepEqual(codes({ condition: 'deviation', at: 5, deadband: 5 }), ['deadband deadband-too-large']);
    assert.equal(codes({ deadband: -1 }).length, 1);
    assert.equal(codes({ onDelay: -1 }).length, 1);
    assert.equal(codes({ text: '' }).length, 1);
    assert.equal(codes({ condition: 'discrete' }).length, 1);
    assert.deepEqual(codes({ condition: 'discrete', values: [{ type: 'number', value: 'x' }] }), [
      'values no-number',
    ]);
    assert.deepEqual(codes({ condition: 'discrete', values: [{ type: 'boolean', value: 'on' }] }), [
      'values not-boolean',
    ]);
  });
});
