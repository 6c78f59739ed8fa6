import assert from 'node:assert/strict';
import { rolloutErrors } from '@millwright/rollout';
import { listErrors } from '@millwright/schema';
import { textsOf } from '../texts.fixture.ts';
import { tellTrouble } from './trouble.ts';

const english = textsOf('en-US');
const told = (code: string, details?: object) => ({ code, message: 'No', ...(details && { details }) });

describe('causes in words', () => {
  it('has words for all that can become of a delivery, in both languages', () => {
    for (const texts of [english, textsOf('de')])
      for (const { code } of listErrors(rolloutErrors))
        assert.ok(texts.find(code === 'rollout.unhealthy' ? 'finding.all' : `error.${code}`), code);
  });

  it('says what a look at the health found', () => {
    const reasons = [
      { code: 'connection', subject: 'Filler PLC' },
      { code: 'event-loop' },
      { code: 'of-tomorrow', subject: 'x' },
    ];
    assert.equal(
      tellTrouble(told('rollout.unhealthy', { reasons }), english),
      'The new flows were not well: the connection of Filler PLC did not come up again, they held the event loop up, and of-tomorrow (x).',
    );
  });

  it('says phases, moments and lists as people do', () => {
    assert.match(
      tellTrouble(told('rollout.no-answer', { phase: 'watching', seconds: 600 }), english) ?? '',
      /watches whether all is well/,
    );
    const expires = Date.UTC(2026, 10, 26, 12);
    const text = tellTrouble(told('release.code-expired', { expires }), english) ?? '';
    assert.ok(text.includes(new Date(expires).toLocaleString('en-US')), text);
    assert.match(
      tellTrouble(told('release.module-scripts', { names: ['a', 'b'] }), english) ?? '',
      /: a and b\.$/,
    );
  });

  it('says how much room a release needs, where that is known', () => {
    const full = (details?: object) => tellTrouble(told('fleet.disk-full', details), english);
    assert.match(full({ needed: 67_200_000, free: 20_000_000 }) ?? '', /needs 67 MB .+ 20 MB are free\.$/);
    const signatures = tellTrouble(told('release.too-few-signatures', { found: 1, needed: 2 }), english);
    assert.match(signatures ?? '', /by 1 of .+ needs 2\.$/);
    assert.equal(full(), 'The disk of the device has no room for the release.');
  });

  it('leaves what it has no words for, or not all of it, to the English of the server', () => {
    assert.equal(tellTrouble(told('fleet.of-tomorrow'), english), undefined);
    assert.equal(tellTrouble(told('rollout.no-answer', { phase: 'staging' }), english), undefined);
    assert.equal(tellTrouble(told('rollout.unhealthy', {}), english), undefined);
  });
});
