import assert from 'node:assert/strict';
import fc from 'fast-check';
import { withEnvironment } from './merge.ts';
import { withoutValues } from './without-values.ts';

const tab = { id: 't', type: 'tab', label: 'Oven' };
const values = [
  { name: 'PLC', value: '10.0.0.9', isSecret: false },
  { name: 'PIN', value: 'planted', isSecret: true },
];
const names = values.map(({ name }) => name);

describe('the values of a device', () => {
  it('go out of its flows as they came in, and nothing else', () => {
    const entry = fc.record({
      name: fc.constantFrom('PLC', 'PIN', 'OTHER'),
      value: fc.constantFrom('1', '2'),
      type: fc.constantFrom('str', 'num', 'cred'),
    });
    const home = fc.record({
      type: fc.constant('global-config'),
      env: fc.uniqueArray(entry, { selector: ({ name }) => name, maxLength: 3 }),
      modules: fc.constant({}),
    });
    const flows = fc
      .array(home, { maxLength: 3 })
      .map((homes) => [tab, ...homes.map((each, at) => ({ id: `home-${at}`, ...each }))]);
    fc.assert(
      fc.property(flows, (items) => {
        const secret = items.some(
          (item) => 'env' in item && item.env.some(({ name, type }) => name === 'PLC' && type !== 'str'),
        );
        fc.pre(!secret);
        const { items: merged } = withEnvironment(items, {}, values);
        assert.deepEqual(withoutValues(merged, items, names), items);
      }),
    );
  });

  it('leave what people have put beside them', () => {
    const { items } = withEnvironment([tab], {}, values);
    const [, home] = items;
    assert.ok(home);
    const own = { name: 'SHIFT', value: '3', type: 'str' };
    const changed = [tab, { ...home, env: [...(home['env'] as object[]), own] }];
    assert.deepEqual(withoutValues(changed, [tab], names), [tab, { ...home, env: [own] }]);
  });
});
