import assert from 'node:assert/strict';
import { defaultSettings } from '../common/settings.ts';
import { draftOf, readDraft, type SettingsDraft } from './settings-draft.ts';

const draft = (more: Partial<SettingsDraft> = {}): SettingsDraft => ({
  ...draftOf(defaultSettings, 'en-US'),
  ...more,
});
const problems = (more: Partial<SettingsDraft>) => {
  const read = readDraft(draft(more));
  return read.ok ? {} : read.problems;
};

describe('the settings of history as they are typed', () => {
  it('are what is kept when nothing was typed', () => {
    assert.deepEqual(readDraft(draft()), { ok: true, settings: defaultSettings });
    assert.deepEqual(draft(), {
      whenNotKept: 'warn',
      keepAll: '90',
      keepDaily: '365',
      maxVersions: '',
      maxSize: '1',
      sizeUnit: 'gigabyte',
    });
  });

  it('take sizes in units, with a point or a comma', () => {
    for (const maxSize of ['1.5', '1,5']) {
      const read = readDraft(draft({ maxSize, sizeUnit: 'gigabyte' }));
      assert.ok(read.ok);
      assert.equal(read.settings.retention.maxBytes, 1_500_000_000);
    }
    const large = { ...defaultSettings, retention: { ...defaultSettings.retention, maxBytes: 1_234_567 } };
    assert.equal(draftOf(large, 'de').maxSize, '1,234567');
    assert.deepEqual(readDraft(draftOf(large, 'de')), { ok: true, settings: large });
  });

  it('say what is wrong with each field', () => {
    assert.deepEqual(problems({ keepAll: '', keepDaily: '1.5', maxVersions: '-1', maxSize: 'much' }), {
      keepAll: 'whole',
      keepDaily: 'whole',
      maxVersions: 'whole',
      maxSize: 'number',
    });
    assert.deepEqual(problems({ keepAll: '0', maxSize: '0.5', sizeUnit: 'megabyte', maxVersions: '0' }), {
      keepAll: 'range',
      maxVersions: 'range',
      maxSize: 'range',
    });
    assert.deepEqual(problems({ keepAll: '99999', keepDaily: '99999' }), {
      keepAll: 'range',
      keepDaily: 'range',
    });
    assert.deepEqual(problems({ keepAll: '90', keepDaily: '30' }), { keepDaily: 'dailyShorter' });
  });
});
