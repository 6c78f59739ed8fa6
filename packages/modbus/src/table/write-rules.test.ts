import assert from 'node:assert/strict';
import { tagErrors } from '@millwright/tags';
import { packRegisters, unpackRegisters } from '../pdu/words.ts';
import { Scene, tag } from './scene.fixture.ts';

const tags = [
  tag('recipe', 'holding-register', 2, 'uint16'),
  tag('level', 'holding-register', 3, 'int16', { scaling: { kind: 'factor', factor: 0.1, offset: 0 } }),
  tag('step', 'holding-register', 7, 'uint16', { rules: { maxStep: 10 } }),
  tag('fixed', 'holding-register', 8, 'uint16', { rules: { readOnly: true } }),
  tag('limited', 'holding-register', 8, 'uint16', { rules: { min: 1, max: 5 } }),
  tag('input', 'input-register', 0, 'uint16'),
];

describe('rules of a table for what is written', () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = await Scene.open();
  });

  afterEach(() => scene.close());

  const write = (values: Readonly<Record<string, unknown>>) => scene.table(tags).write(values, scene.terms);
  const outcomes = async (values: Readonly<Record<string, unknown>>) =>
    (await write(values)).results.map(({ tag: name, outcome }) => [name, outcome]);
  const held = (address: number, quantity: number) =>
    unpackRegisters(scene.store.read('holding-register', address, quantity) as Uint8Array);

  it('M-W-01: refuses what must not be written before anything is sent, one by one', async () => {
    const { results, failed } = await write({
      fixed: 1,
      limited: 6,
      recipe: 'text',
      level: 1e9,
      input: 1,
      nobody: 1,
      step: 4,
    });
    assert.deepEqual(
      results.map(({ tag: name, outcome, value, status }) => [name, outcome, value, status?.name]),
      [
        ['fixed', 'refused', null, 'BadNotWritable'],
        ['limited', 'refused', null, 'BadOutOfRange'],
        ['recipe', 'refused', null, 'BadTypeMismatch'],
        ['level', 'refused', null, 'BadOutOfRange'],
        ['input', 'refused', null, 'BadNotWritable'],
        ['nobody', 'refused', null, 'BadNodeIdUnknown'],
        ['step', 'done', 4, undefined],
      ],
    );
    assert.equal(failed, undefined);
    // Whoever reads the error alone is to know which of several it was.
    for (const { tag: name, outcome, status } of results)
      if (outcome === 'refused') assert.match(status?.reason ?? '', new RegExp(`\\b${name}\\b`));
    assert.deepEqual(scene.done, ['read', 'write-register']);
    const nothing = await write({ fixed: 1 });
    assert.ok(tagErrors.readOnly.is(nothing.failed));
    assert.equal(scene.asked.length, 2);
  });

  it('says of a value that its scaling rounds both what was given and what it becomes', async () => {
    const scaling = { kind: 'factor', factor: 0.1, offset: 0 } as const;
    const rounds = (rules: object) =>
      scene.table([tag('rounds', 'holding-register', 3, 'int16', { scaling, rules })]);
    const above = (await rounds({ max: 21.55 }).write({ rounds: 21.55 }, scene.terms)).results[0];
    assert.match(
      above?.status?.reason ?? '',
      /at most 21\.55, and 21\.55 \(which becomes 21\.6\) was given$/,
    );
    const far = (await rounds({ maxStep: 0.35 }).write({ rounds: 0.35 }, scene.terms)).results[0];
    assert.match(far?.status?.reason ?? '', /0\.35 \(which becomes 0\.4\) was given while it is 0$/);
  });

  it('measures a step from what the PLC holds now', async () => {
    scene.store.write('holding-register', 7, 1, packRegisters([100]));
    assert.deepEqual(await outcomes({ step: 111 }), [['step', 'refused']]);
    assert.deepEqual(await outcomes({ step: 110 }), [['step', 'done']]);
    scene.instead = ({ do: what }) => (what === 'read' ? { exception: 4 } : undefined);
    const { results } = await write({ step: 110 });
    assert.equal(results[0]?.outcome, 'failed');
    assert.equal(results[0]?.status?.name, 'BadDeviceFailure');
    assert.match(results[0]?.status?.reason ?? '', /not sent: its present value could not be read/);
    scene.send = () => {};
    const silent = (await write({ step: 110 })).results[0];
    assert.deepEqual([silent?.outcome, silent?.status?.name], ['failed', 'BadTimeout']);
    assert.equal(scene.done.filter((what) => what !== 'read').length, 1);
  });

  it('lets no other write between the look at what the PLC holds and a step from there', async () => {
    const table = scene.table([tag('step', 'holding-register', 7, 'int16', { rules: { maxStep: 5 } })]);
    const writings = await Promise.all(
      [5, -5].map((step) => table.write({ step }, { ...scene.terms, source: step })),
    );
    assert.deepEqual(
      writings.map(({ results }) => results[0]?.outcome),
      ['done', 'refused'],
    );
    assert.deepEqual(held(7, 1), [5]);
    assert.deepEqual(scene.done, ['read', 'write-register', 'read']);
  });

  it('writes what goes along with a step that is too large', async () => {
    assert.deepEqual(await outcomes({ step: 11, limited: 2 }), [
      ['step', 'refused'],
      ['limited', 'done'],
    ]);
    assert.deepEqual(held(7, 2), [0, 2]);
  });

  it('M-W-01: holds against the limits what would be written, where that is not what was asked for', async () => {
    const by3 = { kind: 'factor', factor: 3, offset: 0 } as const;
    const table = scene.table([
      tag('top', 'holding-register', 3, 'uint16', { scaling: by3, rules: { min: 1, max: 8 } }),
      tag('far', 'holding-register', 7, 'uint16', { scaling: by3, rules: { maxStep: 8 } }),
      tag('exact', 'holding-register', 8, 'uint16', {
        scaling: { kind: 'factor', factor: 1 / 3, offset: 0 },
        rules: { max: 7 / 3 },
      }),
    ]);
    const became = async (values: Readonly<Record<string, number>>) =>
      (await table.write(values, scene.terms)).results.map(({ outcome }) => outcome);
    assert.deepEqual(await became({ top: 8, far: 8, exact: 7 / 3 }), ['refused', 'refused', 'done']);
    assert.deepEqual(await became({ top: 1 }), ['refused']);
    assert.deepEqual(await became({ top: 7, far: 7 }), ['done', 'done']);
    assert.deepEqual(held(3, 1), [2]);
  });
});
