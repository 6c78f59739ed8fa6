import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineErrors } from '@millwright/schema';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as v from 'valibot';
import { type DamagedSettings, SettingsFile } from './settings-file.ts';

const errors = defineErrors('press', {
  noDirectory: { status: 503, family: 'world', message: () => 'There is no directory' },
  settingsDamaged: { status: 503, family: 'world', message: ({ reason }: DamagedSettings) => reason },
});
const schema = v.strictObject({
  whenJammed: v.picklist(['open', 'hold']),
  limits: v.strictObject({ strokes: v.pipe(v.number(), v.minValue(1)) }),
});
type Settings = v.InferOutput<typeof schema>;
const defaultSettings: Settings = { whenJammed: 'hold', limits: { strokes: 100 } };
const strict: Settings = { whenJammed: 'open', limits: { strokes: 7 } };

describe('a file with settings', () => {
  let directory: string;
  let problems: (string | undefined)[];
  const file = () => join(directory, 'press.json');
  const open = (at: () => string = () => directory) => {
    const settings = new SettingsFile({
      name: 'press.json',
      schema,
      defaults: defaultSettings,
      damaged: errors.settingsDamaged,
      directory: at,
      now: () => new Date('2026-11-22T15:30:12.345Z'),
      onProblem: (problem) => problems.push((problem as { code?: string } | undefined)?.code),
    });
    settings.load();
    return settings;
  };

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-settings-'));
    problems = [];
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('are the defaults until somebody saves others, which last', () => {
    const settings = open();
    assert.deepEqual(settings.current(), defaultSettings);
    assert.deepEqual(readdirSync(directory), []);
    settings.save(strict);
    assert.deepEqual(settings.current(), strict);
    assert.deepEqual(open().current(), strict);
    assert.equal(statSync(file()).mode & 0o777, 0o600);
    assert.deepEqual(problems, []);
  });

  for (const [title, text] of [
    ['cut off', '{"whenJammed":"op'],
    ['empty', ''],
    ['something else', '[]'],
    ['a value that is none', JSON.stringify({ ...strict, whenJammed: 'ignore' })],
    ['a number out of reach', JSON.stringify({ ...strict, limits: { strokes: 0 } })],
    ['with a member too many', JSON.stringify({ ...strict, more: 1 })],
  ] as const) {
    it(`are the defaults while the file is damaged (${title}), which is kept`, () => {
      writeFileSync(file(), text);
      const settings = open();
      assert.deepEqual(settings.current(), defaultSettings);
      assert.equal(settings.failing, true);
      assert.deepEqual(problems, [errors.settingsDamaged.code]);
      assert.equal(readFileSync(file(), 'utf8'), text);

      settings.save(strict);
      assert.deepEqual(problems, [errors.settingsDamaged.code, undefined]);
      assert.deepEqual(readdirSync(directory).sort(), ['press.damaged-20261122T153012Z.json', 'press.json']);
      assert.equal(readFileSync(join(directory, 'press.damaged-20261122T153012Z.json'), 'utf8'), text);
      writeFileSync(file(), text);
      settings.save(strict);
      assert.equal(readdirSync(directory).length, 3);
    });
  }

  it('are read again once the file is mended', () => {
    mkdirSync(file());
    const settings = open();
    assert.equal(settings.failing, true);
    rmSync(file(), { recursive: true });
    writeFileSync(file(), JSON.stringify(strict));
    settings.load();
    assert.deepEqual([settings.failing, settings.current()], [false, strict]);
  });

  it('stay as they were where they cannot be saved', function () {
    if (process.getuid?.() !== 0) this.skip();
    const settings = open();
    settings.save(strict);
    chmodSync(directory, 0o555);
    process.seteuid?.(65534);
    try {
      assert.throws(() => settings.save(defaultSettings), { code: 'store.not-writable' });
    } finally {
      process.seteuid?.(0);
      chmodSync(directory, 0o700);
    }
    assert.deepEqual(settings.current(), strict);
    assert.deepEqual(open().current(), strict);
  });

  it('are the defaults while there is no directory', () => {
    const settings = open(() => {
      throw errors.noDirectory();
    });
    assert.deepEqual(settings.current(), defaultSettings);
    assert.deepEqual([settings.failing, problems], [true, [errors.noDirectory.code]]);
  });
});
