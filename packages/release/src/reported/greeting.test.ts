import assert from 'node:assert/strict';
import { signDocument } from '../document/document.ts';
import { releaseErrors } from '../errors.ts';
import { deviceKey, greeting, traits } from '../people.fixture.ts';
import { checkGreeting, type Greeting, greetingDocument } from './greeting.ts';

const device = { id: traits.id, key: deviceKey.public.text, isShutOut: false };
const { nonce } = greeting;
const signed = (change: Partial<Greeting> = {}) =>
  signDocument(greetingDocument, { ...greeting, ...change }, [deviceKey]);

describe('a greeting', () => {
  it('lets a device in that signed what was drawn for it, whatever its clock says', () => {
    assert.deepEqual(checkGreeting(signed(), { device, nonce }).content, greeting);
    assert.ok(checkGreeting(signed({ time: 0 }), { device, nonce }));
  });

  it('lets nobody in with what was drawn another time', () => {
    assert.throws(
      () => checkGreeting(signed(), { device, nonce: 'B'.repeat(43) }),
      releaseErrors.proofWrong.is,
    );
  });

  it('lets nobody in whom somebody shut out, and tells that only to who holds the key', () => {
    const shutOut = { device: { ...device, isShutOut: true }, nonce };
    assert.throws(() => checkGreeting(signed(), shutOut), releaseErrors.deviceShutOut.is);
    const stranger = signDocument(greetingDocument, greeting, []);
    assert.throws(() => checkGreeting(stranger, shutOut), releaseErrors.unsigned.is);
  });
});
