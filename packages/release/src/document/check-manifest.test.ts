import assert from 'node:assert/strict';
import { releaseErrors } from '../errors.ts';
import { clock, hours, manifest, noon, releaseKey, traits, trust } from '../people.fixture.ts';
import { checkManifest, type DeviceTraits, type ManifestContext } from './check-manifest.ts';
import { digestOf, signDocument } from './document.ts';
import { type Manifest, manifestDocument } from './manifest.ts';

function check(change: Partial<Manifest>, about: Partial<ManifestContext> = {}) {
  const { name, version } = { ...manifest, ...change };
  const digest = digestOf(manifestDocument.encode({ ...manifest, ...change }));
  const text = signDocument(manifestDocument, { ...manifest, ...change }, [releaseKey]);
  const known = { highest: 6, floor: 5 };
  return checkManifest(text, {
    trust,
    wanted: { name, version, digest },
    device: traits,
    known,
    clock,
    ...about,
  });
}
const on = (change: Partial<DeviceTraits>) => ({ device: { ...traits, ...change } });
const compatible = (change: Partial<Manifest['compatible']>) => ({
  compatible: { ...manifest.compatible, ...change },
});

describe('a release on a device', () => {
  it('is taken where all of it fits', () => {
    assert.equal(check({}).content.version, 7);
    assert.equal(check({}, { known: { highest: 7, floor: 7 } }).content.version, 7);
  });

  it('is for the devices that it names, or those with all of its labels', () => {
    const site = { name: 'site', value: 'north' };
    const line = { name: 'line', value: '3' };
    const { audience: _audience, ...forAll } = manifest;
    const isFor = (audience: Manifest['audience'], device: Partial<DeviceTraits> = {}): boolean => {
      const change = audience ? { audience } : {};
      const text = signDocument(manifestDocument, { ...forAll, ...change }, [releaseKey]);
      const digest = digestOf(manifestDocument.encode({ ...forAll, ...change }));
      const wanted = { name: manifest.name, version: manifest.version, digest };
      try {
        return checkManifest(text, { trust, wanted, clock, ...on(device) }).digest === digest;
      } catch (error) {
        assert.ok(releaseErrors.notInAudience.is(error));
        return false;
      }
    };
    assert.ok(isFor(undefined));
    assert.ok(isFor({ labels: [site] }));
    assert.ok(!isFor({ labels: [site, line] }));
    assert.ok(isFor({ labels: [site, line] }, { labels: [line, site] }));
    assert.ok(!isFor({ labels: [{ ...site, value: 'north-2' }] }));
    assert.ok(isFor({ devices: [traits.id], labels: [line] }));
    assert.ok(!isFor({ devices: ['gateway-70'] }));
    assert.ok(!isFor({}));
  });

  it('fits by its versions of Node-RED and Node.js, and by the platform', () => {
    for (const nodeRed of ['4.0.0', '4.1.2', '5.9.9', '5.0.0-beta.1']) assert.ok(check({}, on({ nodeRed })));
    for (const nodeRed of ['3.1.9', '6.0.0', '50.0.0', '', 'none'])
      assert.throws(() => check({}, on({ nodeRed })), releaseErrors.incompatible.is, nodeRed);
    for (const node of ['22.18.0', '22.18.1', '22.20.0', '23.0.0', '100.0.0'])
      assert.ok(check({}, on({ node })));
    for (const node of ['22.17.9', '20.99.99', '9.0.0', '', 'none'])
      assert.throws(() => check({}, on({ node })), releaseErrors.incompatible.is, node);
    assert.throws(() => check({}, on({ platform: 'linux-arm' })), releaseErrors.incompatible.is);
    assert.ok(check(compatible({ platforms: ['win32-x64'] }), on({ platform: 'win32-x64' })));
  });

  it('is never older than the floor, whoever raised it', () => {
    assert.throws(() => check({ version: 4 }), releaseErrors.belowFloor.is);
    assert.ok(check({ version: 5 }));
    const { wanted } = {
      wanted: { name: manifest.name, version: 7, digest: digestOf(manifestDocument.encode(manifest)) },
    };
    assert.throws(() => check({}, { wanted: { ...wanted, floor: 8 } }), releaseErrors.belowFloor.is);
  });

  it('does not jump far ahead of what was here', () => {
    assert.ok(check({ version: 1_000_006 }));
    assert.throws(() => check({ version: 1_000_007 }), releaseErrors.fastForward.is);
  });

  it('is installed until it expires, as far as the clock can tell', () => {
    assert.ok(check({ expires: noon + 1 }));
    assert.throws(() => check({ expires: noon }), releaseErrors.expired.is);
    assert.ok(check({ expires: noon }, { clock: { ...clock, doubted: true } }));
    assert.throws(
      () => check({ expires: noon - 2 * hours }, { clock: { ...clock, doubted: true } }),
      releaseErrors.expired.is,
    );
  });
});
