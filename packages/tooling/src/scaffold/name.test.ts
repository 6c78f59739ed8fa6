import assert from 'node:assert/strict';
import { checkName, rename } from './name.ts';
import { Refusal } from './refusal.ts';

describe('names of new things', () => {
  it('are lower-case words with hyphens', () => {
    for (const name of ['audit', 'heat-map', 's7', 'opc-ua-2']) assert.equal(checkName('plugin', name), name);
    for (const name of [
      '',
      'HeatMap',
      'heat_map',
      'heat--map',
      '-heat',
      'heat-',
      '7s',
      '../x',
      'é',
      'a/b',
      '__proto__',
    ])
      assert.throws(() => checkName('plugin', name), Refusal, name);
  });

  it('are short, and nothing that every package has already', () => {
    assert.equal(checkName('node', 'a'.repeat(30)).length, 30);
    assert.throws(() => checkName('node', 'a'.repeat(31)), /31 characters/);
    for (const name of ['door', 'main', 'register'])
      assert.throws(() => checkName('node', name), /something else/);
  });

  it('are not those of sources that every package has', () => {
    for (const name of ['model', 'texts', 'view', 'style', 'counts', 'errors', 'routes', 'schema', 'editor'])
      assert.throws(() => checkName('plugin', name), /something else/, name);
    for (const name of ['model-view', 'counters']) assert.equal(checkName('plugin', name), name);
  });

  it('take the place of others in every form, once', () => {
    const text = 'some-thing someThing SomeThing "some thing" Some thing mw-big-box-some-thing';
    assert.equal(
      rename(text, { 'some-thing': 'heat-map', 'big-box': 'some-thing' }),
      'heat-map heatMap HeatMap "heat map" Heat map mw-some-thing-heat-map',
    );
    assert.equal(rename(text, { 'some-thing': 'audit' }), 'audit audit Audit "audit" Audit mw-big-box-audit');
  });
});
