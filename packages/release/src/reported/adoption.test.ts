import assert from 'node:assert/strict';
import { digestOf, signDocument } from '../document/document.ts';
import { releaseErrors } from '../errors.ts';
import { adoptedFlows, adoption, deviceKey, traits } from '../people.fixture.ts';
import { type Adoption, adoptionDocument, checkAdoption } from './adoption.ts';

const device = { id: traits.id, key: deviceKey.public.text, isShutOut: false };
const signed = (change: Partial<Adoption> = {}) =>
  signDocument(adoptionDocument, { ...adoption, ...change }, [deviceKey]);
const check = (envelope: string, flows: string) =>
  checkAdoption(envelope, { device, flows: Buffer.from(flows) });

describe('an adoption', () => {
  it('hands in flows with their revision, whatever the clock of the device says', () => {
    const { content, items } = check(signed({ time: 0 }), adoptedFlows);
    assert.equal(content.rev, adoption.rev);
    assert.deepEqual(
      items.map(({ id }) => id),
      ['t', 'h'],
    );
  });

  it('takes the text as it was written, with the revision that Node-RED says of what is in it', () => {
    const text = JSON.stringify(JSON.parse(adoptedFlows), null, 2);
    const bytes = Buffer.from(text);
    const pretty = signed({ digest: digestOf(bytes), size: bytes.length });
    assert.equal(check(pretty, text).items.length, 2);
    assert.throws(() => check(pretty, adoptedFlows), releaseErrors.blobSize.is);
  });

  it('brings no credentials, not even empty ones', () => {
    const text = JSON.stringify([{ id: 'h', type: 'http request', credentials: {} }]);
    const bytes = Buffer.from(text);
    const whole = { rev: digestOf(bytes), digest: digestOf(bytes), size: bytes.length };
    assert.throws(() => check(signed(whole), text), releaseErrors.flowsInvalid.is);
  });

  it('is heard of nobody whom somebody shut out', () => {
    const out = { device: { ...device, isShutOut: true }, flows: Buffer.from(adoptedFlows) };
    assert.throws(() => checkAdoption(signed(), out), releaseErrors.deviceShutOut.is);
  });
});
