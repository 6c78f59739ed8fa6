import assert from 'node:assert/strict';
import { namedOnce, orderArguments } from './arguments.ts';
import type { ArgumentDescription } from './method-description.ts';

const argument = (name: string): ArgumentDescription => ({ name, dataType: 'i=11', rank: -1 });
const inputs = [argument('speed'), argument('mode')];
const values = (given: unknown, of = inputs) => orderArguments(of, given).map(({ value }) => value);

describe('arguments of a method', () => {
  it('are taken by name, by position, or as the only one', () => {
    assert.deepEqual(values({ mode: 2, speed: 1 }), [1, 2]);
    assert.deepEqual(values([1, null]), [1, null]);
    assert.deepEqual(values(5, [argument('speed')]), [5]);
    const date = new Date(0);
    assert.deepEqual(values(date, [argument('since')]), [date]);
    for (const nothing of [undefined, null, '', []]) assert.deepEqual(values(nothing, []), []);
  });

  it('are refused where some are missing, or there are too many', () => {
    assert.throws(() => values({ speed: 1 }), {
      code: 'opcua.bad-arguments-missing',
      message: /BadArgumentsMissing.*"mode"/,
    });
    assert.throws(() => values([]), { code: 'opcua.bad-arguments-missing', message: /"speed", "mode"/ });
    assert.throws(() => values([1, 2, 3]), {
      code: 'opcua.bad-too-many-arguments',
      message: /BadTooManyArguments/,
    });
    assert.throws(() => values({ speed: 1, mode: 2, tempo: 3 }), {
      code: 'opcua.bad-too-many-arguments',
      message: /"tempo"/,
    });
    assert.throws(() => values({ toString: 1, speed: 1, mode: 2 }), { code: 'opcua.bad-too-many-arguments' });
  });

  it('get names of their own where a server gave none', () => {
    const names = namedOnce([argument('a'), argument(''), argument('a')], 'input').map(({ name }) => name);
    assert.deepEqual(names, ['a', 'input2', 'input3']);
  });
});
