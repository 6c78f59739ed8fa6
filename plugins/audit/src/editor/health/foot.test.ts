import assert from 'node:assert/strict';
import type { DestinationState, Health } from '../../common/log.ts';
import { textsOf } from '../texts.fixture.ts';
import { auditFoot, problemsText } from './foot.ts';

const texts = textsOf('en-US');
const well: Health = {
  state: 'well',
  size: 1300,
  events: 1204,
  bytes: 84_000_000,
  bytesPerDay: 2_000_000,
  origin: 'millwright/audit/press-2/00000000',
  fingerprint: '0000',
  open: 0,
  refuses: false,
  lost: 0,
  destinations: [],
  notices: [],
};
const destination = (more: Partial<DestinationState>): DestinationState => ({
  id: 'siem',
  name: 'SIEM',
  kind: 'syslog',
  enabled: true,
  anchor: true,
  state: 'up-to-date',
  behind: 0,
  ...more,
});
const away = destination({ state: 'waiting', behind: 3, problem: { code: 'audit.x', message: 'away' } });
const notice = { code: 'audit.key-lost', message: 'lost' };
const tampered = {
  time: 0,
  verdict: {
    result: 'tampered' as const,
    size: 1300,
    checked: 1204,
    pruned: 96,
    signed: 1300,
    anchored: 0,
    anchors: 0,
    faults: [],
  },
};
const foot = (more: Partial<Health>) => auditFoot({ ...well, ...more }, texts, () => {});

describe('the foot of the audit sidebar', () => {
  it('says how much there is, and that there is no anchor, which is no fault of a log', () => {
    assert.equal(foot({})?.text, '1,204 events · 84 MB · +2 MB/day · no anchor');
    assert.equal(foot({})?.tone, 'good');
    assert.equal(foot({ destinations: [destination({})] })?.text, '1,204 events · 84 MB · +2 MB/day');
    assert.match(foot({ destinations: [destination({ enabled: false })] })?.text ?? '', /no anchor$/);
  });

  it('calls for attention with what is wrong, the worst first', () => {
    const text = (more: Partial<Health>) => [foot(more)?.tone, problemsText({ ...well, ...more }, texts)];
    assert.deepEqual(text({}), ['good', undefined]);
    assert.deepEqual(text({ destinations: [away] }), [
      'attention',
      'A destination does not take events now. It gets them later; nothing is lost.',
    ]);
    assert.deepEqual(text({ destinations: [away], notices: [notice] }), [
      'attention',
      'The log needs attention. It goes on recording. And one more thing needs attention.',
    ]);
    assert.equal(text({ state: 'failing', notices: [notice] })[0], 'bad');
    assert.match(text({ state: 'failing' })[1] ?? '', /cannot be written/);
    const refusing: Partial<Health> = { state: 'failing', refuses: true, destinations: [away, away] };
    assert.equal(
      text({ ...refusing, notices: [notice] })[1],
      'The log cannot be written, so changes are refused. Flows run on. And 2 more things need attention.',
    );
    assert.match(text({ state: 'failing', verified: tampered })[1] ?? '', /tampered with/);
  });
});
