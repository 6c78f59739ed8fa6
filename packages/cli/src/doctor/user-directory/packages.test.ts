import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lookAtPackages } from './packages.ts';

describe('the packages of a user directory', () => {
  let root: string;
  let directory: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'millwright-packages-'));
    directory = join(root, 'user');
    mkdirSync(directory);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function install(modules: string, name: string, version = '0.1.0', files = ['history.cjs']): string {
    const folder = join(modules, '@millwright', name);
    mkdirSync(join(folder, 'dist'), { recursive: true });
    const plugins = { history: 'dist/history.cjs' };
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ name: `@millwright/${name}`, version, 'node-red': { plugins } }),
    );
    for (const file of files) writeFileSync(join(folder, 'dist', file), '');
    return folder;
  }

  function declare(...names: string[]): void {
    const dependencies = Object.fromEntries(names.map((name) => [`@millwright/${name}`, '~0.1.0']));
    writeFileSync(
      join(directory, 'package.json'),
      JSON.stringify({ dependencies: { ...dependencies, 'node-red-contrib-x': '1' } }),
    );
  }

  const beside = (): string => join(root, 'global/node_modules');
  const here = (): string => join(directory, 'node_modules');
  const found = (): readonly (readonly [string, string])[] =>
    lookAtPackages(directory, beside()).map(({ id, state }) => [id, state]);

  it('are well when they are what package.json says', () => {
    install(here(), 'node-red-history');
    declare('node-red-history');
    assert.deepEqual(found(), [['package.@millwright/node-red-history', 'works']]);
  });

  it('are missing, not named, incomplete, or of several versions', () => {
    install(here(), 'node-red-history', '0.1.0', []);
    install(here(), 'node-red-audit', '0.2.0');
    declare('node-red-history', 'node-red-access');
    assert.deepEqual(found(), [
      ['package.@millwright/node-red-audit', 'works'],
      ['package.@millwright/node-red-history', 'fails'],
      ['package.@millwright/node-red-access', 'fails'],
      ['stray.@millwright/node-red-audit', 'attention'],
      ['versions', 'attention'],
    ]);
  });

  it('are installed twice: beside Node-RED, or below another package', () => {
    declare('node-red-history');
    install(here(), 'node-red-history');
    install(beside(), 'node-red-history');
    assert.deepEqual(found().at(-1), ['copies.@millwright/node-red-history', 'attention']);
    rmSync(beside(), { recursive: true });
    install(join(here(), '@millwright/suite/node_modules'), 'node-red-history', '0.0.9');
    assert.deepEqual(found().slice(-2), [
      ['versions', 'attention'],
      ['copies.@millwright/node-red-history', 'attention'],
    ]);
  });

  it('are installed twice: globally, above Node-RED', () => {
    declare('node-red-history');
    install(here(), 'node-red-history');
    install(join(root, 'global/node_modules'), 'node-red-history');
    const findings = lookAtPackages(directory, join(root, 'global/node_modules/node-red/node_modules'));
    assert.equal(findings.at(-1)?.id, 'copies.@millwright/node-red-history');
  });

  it('may be there because another package needs them', () => {
    declare('suite');
    install(here(), 'node-red-history');
    const suite = join(here(), '@millwright/suite');
    mkdirSync(suite);
    const dependencies = { '@millwright/node-red-history': '0.1.0' };
    writeFileSync(join(suite, 'package.json'), JSON.stringify({ version: '0.1.0', dependencies }));
    assert.deepEqual(found(), [['package.@millwright/node-red-history', 'works']]);
  });

  it('are one where a link leads to the same folder', () => {
    declare('node-red-history');
    const folder = install(beside(), 'node-red-history');
    mkdirSync(join(here(), '@millwright'), { recursive: true });
    symlinkSync(folder, join(here(), '@millwright/node-red-history'), 'junction');
    assert.deepEqual(found(), [['package.@millwright/node-red-history', 'works']]);
  });

  it('are none, or cannot be read', () => {
    assert.deepEqual(found(), [['packages', 'attention']]);
    writeFileSync(join(directory, 'package.json'), '{"dependencies": hunter2');
    writeFileSync(join(install(here(), 'node-red-history'), 'package.json'), 'hunter2');
    const all = lookAtPackages(directory, undefined);
    assert.deepEqual(
      all.map(({ id, state }) => [id, state]),
      [
        ['package.json', 'attention'],
        ['packages', 'attention'],
        ['packages.beside', 'unchecked'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(all), /hunter2/);
  });
});
