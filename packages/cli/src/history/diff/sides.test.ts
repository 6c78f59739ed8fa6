import assert from 'node:assert/strict';
import { fileIn, flowsIn } from './sides.ts';

describe('a side of a comparison', () => {
  for (const [text, path] of [
    ['12', undefined],
    ['Before the shift', undefined],
    ['-', '-'],
    ['flows.json', 'flows.json'],
    ['./flows', './flows'],
    ['C:\\flows', 'C:\\flows'],
    ['file:flows_line3', 'flows_line3'],
  ] as const) {
    it(`${text} is ${path === undefined ? 'a version' : `the file ${path}`}`, () =>
      assert.equal(fileIn(text), path));
  }

  it('is read from a flow file and from an answer of the API, without credentials', () => {
    const flows = [{ id: 'n', type: 'x', credentials: { password: 'secret' } }];
    const expected = [{ id: 'n', type: 'x' }];
    assert.deepEqual(flowsIn(JSON.stringify(flows), 'f'), expected);
    assert.deepEqual(flowsIn(`\ufeff${JSON.stringify({ rev: 'r', flows })}`, 'f'), expected);
  });

  for (const text of ['', '{', '{}', '7', '{"flows":{}}']) {
    it(`is not read from ${JSON.stringify(text)}`, () => {
      assert.throws(() => flowsIn(text, 'f'), { code: 'cli.flows-unreadable' });
    });
  }
});
