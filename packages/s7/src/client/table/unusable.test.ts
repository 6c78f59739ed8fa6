import assert from 'node:assert/strict';
import { addressProblem } from '../../address/parse.ts';
import { s7Errors } from '../../errors.ts';
import type { UnusableTag } from '../../tag.ts';
import { s7TagErrors } from '../../tag-errors.ts';
import { Scene, tag } from './scene.fixture.ts';

const wrong: UnusableTag = {
  name: 'wrong',
  address: 'DB1.DBX0.8',
  error: s7TagErrors.badAddress({
    address: 'DB1.DBX0.8',
    column: 10,
    reason: 'a byte has the bits 0 to 7',
    problem: 'bit-range',
  }),
};

describe('a table with a tag that cannot be used', () => {
  let scene: Scene;

  beforeEach(() => {
    scene = new Scene();
  });
  afterEach(() => scene.close());

  it('S-A-02: reads all others, and says of that one what is wrong with its address, and where', async () => {
    assert.equal(addressProblem(wrong.address)?.details.column, 10);
    const table = scene.table([wrong, tag('DB1.DBW0')]);
    const { samples, errors, failed, lost } = await table.read(undefined, scene.terms);
    assert.deepEqual(
      samples.map(({ tag: name, quality, address }) => [name, quality, address]),
      [
        ['wrong', 'bad', 'DB1.DBX0.8'],
        ['DB1.DBW0', 'good', 'DB1.DBW0'],
      ],
    );
    assert.equal(samples[0]?.status?.name, 'BadConfigurationError');
    assert.match(samples[0]?.status?.reason ?? '', /at column 10 a byte has the bits 0 to 7/);
    assert.deepEqual([...errors.keys()], ['wrong']);
    assert.deepEqual([failed, lost], [undefined, undefined]);
    assert.equal(table.tag('wrong'), undefined);
  });

  it('says that nothing was read where only that one was asked for, and not that the PLC was lost', async () => {
    const { failed, lost, unasked } = await scene.table([wrong]).read(['wrong', 'nobody'], scene.terms);
    assert.ok(s7TagErrors.badAddress.is(failed));
    assert.deepEqual([lost, unasked], [undefined, true]);
    assert.deepEqual(scene.reads, []);
  });

  it('tells all the same when the PLC is lost', async () => {
    const error = s7Errors.connectionLost({ reason: 'the cable' });
    scene.session.read = () => Promise.reject(error);
    const { lost, failed, samples, unasked } = await scene
      .table([wrong, tag('DB1.DBW0')])
      .read(undefined, scene.terms);
    assert.equal(unasked, undefined);
    assert.ok(lost !== undefined && !s7TagErrors.badAddress.is(lost));
    assert.equal(failed, lost);
    assert.deepEqual(
      samples.map(({ status }) => status?.name),
      ['BadConfigurationError', 'BadNotConnected'],
    );
  });

  it('refuses to write to it, and writes the others', async () => {
    const table = scene.table([wrong, tag('DB1.DBW0')]);
    const { results, failed } = await table.write({ wrong: 1, 'DB1.DBW0': 2 }, scene.terms);
    assert.deepEqual(
      results.map(({ tag: name, outcome }) => [name, outcome]),
      [
        ['wrong', 'refused'],
        ['DB1.DBW0', 'done'],
      ],
    );
    assert.equal(failed, undefined);
  });

  it('takes a format that cannot be kept to for such a tag, in the table and beside it', async () => {
    const scaled = tag('DB1.DBX0.0', { scaling: { kind: 'factor', factor: 2, offset: 0 } });
    const table = scene.table([scaled, tag('DB1.DBW0')]);
    for (const { samples } of [
      await table.read(undefined, scene.terms),
      await table.readAdHoc([scaled, tag('DB1.DBW0')], scene.terms),
    ]) {
      assert.deepEqual(
        samples.map(({ quality }) => quality),
        ['bad', 'good'],
      );
      assert.match(samples[0]?.status?.reason ?? '', /BOOL cannot be scaled/);
    }
    const { results } = await table.write({ 'DB1.DBX0.0': true }, scene.terms);
    assert.equal(results[0]?.outcome, 'refused');
  });
});
