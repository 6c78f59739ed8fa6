// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of this form are Node-RED's variables
import assert from 'node:assert/strict';
import { deliver, receive } from './delivered.ts';
import { valuesOfDevice } from './precedence.ts';
import { plain, secret } from './values.fixture.ts';

describe('the environment values of a device', () => {
  it('are those of its labels and its own, and its own win', () => {
    const values = valuesOfDevice(
      [
        { label: 'site=north', values: [plain('PLC', '10.0.0.1'), plain('SITE', 'north')] },
        { label: 'line=3', values: [secret('PIN', '4711')] },
      ],
      [plain('PLC', '10.0.0.9')],
    );
    assert.deepEqual(values, [
      { ...secret('PIN', '4711'), from: 'line=3' },
      { ...plain('PLC', '10.0.0.9'), from: undefined },
      { ...plain('SITE', 'north'), from: 'site=north' },
    ]);
  });

  it('are refused where two labels differ, naming both and no value', () => {
    const labels = [
      { label: 'site=north', values: [plain('PLC', '10.0.0.1')] },
      { label: 'line=3', values: [plain('PLC', '10.0.0.2')] },
    ];
    assert.throws(() => valuesOfDevice(labels, []), {
      code: 'release.environment-conflict',
      message: 'The labels site=north and line=3 have different values of PLC',
    });
    assert.equal(valuesOfDevice(labels, [plain('PLC', '10.0.0.9')]).length, 1);
  });

  it('may come from two labels that say the same, also whether it is a secret', () => {
    const one = { label: 'one', values: [plain('PLC', '10.0.0.1')] };
    assert.equal(valuesOfDevice([one, { ...one, label: 'two' }], []).length, 1);
    const other = { label: 'two', values: [secret('PLC', '10.0.0.1')] };
    assert.throws(() => valuesOfDevice([one, other], []), { code: 'release.environment-conflict' });
  });

  it('have names that Node-RED can use', () => {
    for (const name of [
      '',
      '1A',
      'A-B',
      'A B',
      '${A}',
      'NR_NODE_ID',
      'has_A',
      '__proto__',
      'hasOwnProperty',
      'toString',
      'A'.repeat(129),
    ])
      assert.throws(() => valuesOfDevice([], [plain(name, 'x')]), { code: 'release.environment-name' }, name);
    assert.throws(() => valuesOfDevice([], [plain('A', '1'), plain('A', '2')]), {
      code: 'release.environment-name',
    });
    assert.throws(
      () => valuesOfDevice([], [secret('A', 'x'.repeat(20_000))]),
      (error: Error & { code: string }) => {
        assert.equal(error.code, 'release.environment-value');
        return !error.message.includes('xxx');
      },
    );
  });
});

describe('values on their way', () => {
  const values = [plain('PLC', '10.0.0.1'), secret('PIN', '4711')];

  it('are signed in clear, but the secret ones only by name', () => {
    const delivered = deliver(values);
    assert.deepEqual(delivered.environment, [
      { name: 'PLC', value: '10.0.0.1' },
      { name: 'PIN', sealed: true },
    ]);
    assert.deepEqual(delivered.sealed, { PIN: '4711' });
    assert.deepEqual(receive(delivered), values);
  });

  it('are refused where the two halves do not fit', () => {
    const { environment } = deliver(values);
    for (const sealed of [{}, { PIN: '4711', MORE: '1' }, { PIN: '4711', PLC: '6' }])
      assert.throws(() => receive({ environment, sealed }), { code: 'release.environment-mixed' });
    assert.throws(() => receive({ environment: [{ name: 'toString', sealed: true }], sealed: {} }), {
      code: 'release.environment-mixed',
    });
    const twice = [...environment, { name: 'PLC', value: 'x' }];
    assert.throws(() => receive({ environment: twice, sealed: { PIN: '4711' } }), {
      code: 'release.environment-name',
    });
  });
});
