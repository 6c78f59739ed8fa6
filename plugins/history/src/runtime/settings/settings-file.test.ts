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
import { afterEach, beforeEach, describe, it } from 'mocha';
import { historyErrors } from '../../common/errors.ts';
import { defaultSettings, type HistorySettings } from '../../common/settings.ts';
import { SettingsFile } from './settings-file.ts';

const strict: HistorySettings = {
  whenNotKept: 'refuse',
  retention: { keepAllDays: 7, keepDailyDays: 30, maxVersions: 100, maxBytes: 5_000_000 },
};

describe('the settings of history', () => {
  let directory: string;
  let problems: (string | undefined)[];
  const file = () => join(directory, 'history.json');
  const open = (at: () => string = () => directory) => {
    const settings = new SettingsFile({
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
    ['cut off', '{"whenNotKept":"ref'],
    ['empty', ''],
    ['something else', '[]'],
    ['a value that is none', JSON.stringify({ ...strict, whenNotKept: 'ignore' })],
    [
      'a number out of reach',
      JSON.stringify({ ...strict, retention: { ...strict.retention, keepAllDays: 0 } }),
    ],
    ['with a member too many', JSON.stringify({ ...strict, more: 1 })],
  ] as const) {
    it(`are the defaults while the file is damaged (${title}), which is kept`, () => {
      writeFileSync(file(), text);
      const settings = open();
      assert.deepEqual(settings.current(), defaultSettings);
      assert.equal(settings.failing, true);
      assert.deepEqual(problems, [historyErrors.settingsDamaged.code]);
      assert.equal(readFileSync(file(), 'utf8'), text);

      settings.save(strict);
      assert.deepEqual(problems, [historyErrors.settingsDamaged.code, undefined]);
      assert.deepEqual(readdirSync(directory).sort(), [
        'history.damaged-20261122T153012Z.json',
        'history.json',
      ]);
      assert.equal(readFileSync(join(directory, 'history.damaged-20261122T153012Z.json'), 'utf8'), text);
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
      throw historyErrors.noFlows();
    });
    assert.deepEqual(settings.current(), defaultSettings);
    assert.deepEqual([settings.failing, problems], [true, [historyErrors.noFlows.code]]);
  });
});
