import assert from 'node:assert/strict';
import { defaultSettings } from '../../common/settings.ts';
import { generalDraft, generalEdit, readGeneral } from './general-draft.ts';

describe('the settings of audit as they are typed', () => {
  it('are read as what they were made of, in any language', () => {
    const { holds: _holds, destinations: _destinations, formerLogs: _former, ...general } = defaultSettings;
    for (const locale of ['en-US', 'de'])
      for (const settings of [general, { ...general, instance: 'press-2' }]) {
        const read = readGeneral(generalDraft(settings, locale));
        assert.deepEqual(read, { ok: true, settings });
      }
  });

  it('may have a fraction of a unit, and say which field is wrong', () => {
    const draft = generalDraft(defaultSettings, 'de');
    const { keep } = draft;
    const change = { ...keep.change, size: '1,5' };
    const good = readGeneral({ ...draft, instance: '  ', keep: { ...keep, change } });
    assert.ok(good.ok);
    assert.equal(good.settings.retention.change.bytes, 1_500_000_000);
    assert.equal('instance' in good.settings, false);
    const bad = readGeneral({
      ...draft,
      instance: 'x'.repeat(101),
      keep: {
        ...keep,
        change: { ...change, days: '0', size: 'much' },
        read: { ...keep.read, days: '1.5', size: '0.1' },
      },
    });
    assert.deepEqual(bad, {
      ok: false,
      problems: {
        instance: 'tooLong',
        keep: {
          change: { days: 'days', size: 'number' },
          'log-in': {},
          read: { days: 'whole', size: 'size' },
          system: {},
        },
      },
    });
  });

  it('change only what was changed, and leave what others saved meanwhile', () => {
    const { retention } = defaultSettings;
    const after = {
      ...defaultSettings,
      retention: { ...retention, read: { ...retention.read, days: 7 } },
    };
    const edit = generalEdit(defaultSettings, after);
    const others = {
      ...defaultSettings,
      instance: 'press-2',
      whenUnwritable: { change: 'count', read: 'count' },
      retention: { ...retention, change: { days: 90, bytes: 5_000_000 } },
      holds: [{ id: 'hold-1', reason: 'Case 7' }],
    } as const;
    assert.deepEqual(edit({ ...others, holds: [...others.holds] }), {
      ...others,
      retention: { ...others.retention, read: { ...retention.read, days: 7 } },
    });
    const unnamed = generalEdit({ ...defaultSettings, instance: 'press-2' }, defaultSettings);
    assert.equal('instance' in unnamed({ ...defaultSettings, instance: 'press-2' }), false);
  });
});
