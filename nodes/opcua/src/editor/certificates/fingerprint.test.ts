import assert from 'node:assert/strict';
import { grouped, shortName } from './fingerprint.ts';

describe('how certificates are called', () => {
  it('groups a fingerprint for reading it aloud', () => {
    const shown = grouped('0a1b2c3d'.repeat(8));
    assert.equal(shown.split(' ').length, 16);
    assert.ok(shown.startsWith('0A1B 2C3D 0A1B'));
    assert.equal(grouped(''), '');
  });

  it('takes the common name of a subject, and all of it where there is none', () => {
    assert.equal(shortName('CN=PLC 7, O=Plant'), 'PLC 7');
    assert.equal(shortName('O=Plant, CN=PLC 7'), 'PLC 7');
    assert.equal(shortName('O=Plant'), 'O=Plant');
    assert.equal(shortName(''), '');
  });
});
