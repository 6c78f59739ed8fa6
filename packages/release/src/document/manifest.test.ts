import assert from 'node:assert/strict';
import { releaseErrors } from '../errors.ts';
import { hubKey, manifest, releaseKey } from '../people.fixture.ts';
import { digestOf, openDocument, signDocument } from './document.ts';
import { type Manifest, manifestDocument } from './manifest.ts';

const { encode, decode } = manifestDocument;
const signers = { keys: [releaseKey.public], threshold: 1 };
const [flows = assert.fail(), module = assert.fail()] = manifest.parts;

describe('a manifest', () => {
  it('comes back as it was, and is named by the digest of its payload', () => {
    const opened = openDocument(
      manifestDocument,
      signDocument(manifestDocument, manifest, [releaseKey]),
      signers,
    );
    assert.deepEqual(opened.content, manifest);
    assert.equal(opened.digest, digestOf(encode(manifest)));
    assert.deepEqual(opened.signers, [releaseKey.public.keyid]);
  });

  it('is believed only from the release key', () => {
    const text = signDocument(manifestDocument, manifest, [hubKey]);
    assert.throws(() => openDocument(manifestDocument, text, signers), releaseErrors.wrongKey.is);
  });

  const refused: readonly (readonly [about: string, Record<keyof Manifest & string, unknown> | object])[] = [
    ['without flows', { parts: [module] }],
    ['with flows twice', { parts: [flows, flows] }],
    ['with a module twice', { parts: [flows, module, module] }],
    ['with a module that has no integrity', { parts: [flows, { ...module, integrity: undefined }] }],
    ['with a version that leads out', { parts: [flows, { ...module, version: '../../x' }] }],
    ['with a name that is an option', { parts: [flows, { ...module, name: '-g' }] }],
    ['with a scope that is an option', { parts: [flows, { ...module, name: '@-g/x' }] }],
    ['with flows that have a version', { parts: [{ ...flows, version: '1.0.0' }] }],
    ['with one digest of two sizes', { parts: [flows, { ...module, digest: flows.digest }] }],
    ['with a path for a name', { name: '../oven' }],
    ['with capitals in its name', { name: 'Oven' }],
    ['with a version of 0', { version: 0 }],
    ['with a version that no number can hold', { version: 2 ** 53 }],
    ['with half a version', { version: 1.5 }],
    ['for no version of Node-RED', { compatible: { ...manifest.compatible, nodeRed: [5, 4] } }],
    ['with a member that nobody knows', { more: true }],
    ['with text that turns around', { source: { ...manifest.source, by: 'ad\u202ea' } }],
    ['for nobody', { audience: { devices: [] } }],
    ['with a floor above itself', { floor: 8 }],
    ['with text that has no width', { source: { ...manifest.source, by: 'Ada\u200b' } }],
    ['with text that is not seen', { source: { ...manifest.source, by: '\u200b' } }],
    ['with text that is tagged', { source: { ...manifest.source, by: 'Ada\u{e0041}' } }],
    ['with a window of no time', { health: { windowSeconds: 0 } }],
  ];
  for (const [about, change] of refused)
    it(`is none ${about}`, () => {
      const text = JSON.stringify(JSON.parse(JSON.stringify({ ...manifest, ...change })));
      assert.throws(() => encode(JSON.parse(text)), releaseErrors.documentInvalid.is);
    });

  it('has one text', () => {
    const payload = Buffer.from(encode(manifest)).toString();
    for (const text of [
      payload.replace(':', ': '),
      payload.replace('"version":7', '"version":7.0'),
      payload.replace('"version":7', '"version":7,"version":7'),
      JSON.stringify(manifest),
    ])
      assert.throws(() => decode(Buffer.from(text)), releaseErrors.notCanonical.is);
  });

  it('does not have a list in the place of an object', () => {
    const text = Buffer.from(encode({ ...manifest, audience: {} })).toString();
    assert.deepEqual(decode(Buffer.from(text)).audience, {});
    assert.throws(
      () => decode(Buffer.from(text.replace('"audience":{}', '"audience":[]'))),
      releaseErrors.documentInvalid.is,
    );
  });

  it('of another format is told by its number', () => {
    const payload = Buffer.from(encode(manifest)).toString().replace('"format":1', '"format":2');
    assert.throws(() => decode(Buffer.from(payload)), releaseErrors.unknownFormat.is);
  });
});
