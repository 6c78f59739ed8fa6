import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import {
  addSignature,
  makeSigningKey,
  manifestDocument,
  readEnvelopeOf,
  releaseErrors,
  trustDocument,
} from '@millwright/release';
import { it } from 'mocha';
import { fleetErrors } from '../../../common/errors.ts';
import { describeOvens, items, passphrase } from './ovens.fixture.ts';

const days = 24 * 60 * 60_000;

describeOvens('deploys that are to be signed', (ovens) => {
  it('take the passphrase of the release key each time that something is to be signed', async () => {
    const rooms = ovens();
    await rooms.keys.setUp({ mode: 'sealed', passphrase });
    await rooms.member('oven-1');
    const plan = await rooms.plan();
    assert.equal(plan.needsPassphrase, true);
    await assert.rejects(rooms.carryOut(plan.id), fleetErrors.passphraseNeeded.is);
    await assert.rejects(rooms.carryOut(plan.id, { passphrase: 'no' }), releaseErrors.passphraseWrong.is);
    assert.deepEqual(await rooms.releases.list(), []);
    assert.equal((await rooms.carryOut(plan.id, { passphrase })).state, 'under-way');
    const again = await rooms.plan();
    assert.deepEqual([again.needsPassphrase, again.release.exists, again.release.version], [false, true, 1]);
    assert.equal((await rooms.carryOut(again.id)).state, 'under-way');
  });

  it('wait for the release key where it is elsewhere, and go on only where nothing later is wanted', async () => {
    const rooms = ovens();
    const key = makeSigningKey(randomBytes);
    await rooms.keys.setUp({ mode: 'elsewhere', releaseKey: key.public.text });
    await rooms.keys.signTrust(addSignature(readEnvelopeOf(trustDocument, rooms.keys.draft() ?? ''), key));
    const [one, other] = [await rooms.member('oven-1'), await rooms.member('oven-2')];
    const waiting = await rooms.deploy({ note: 'new pump' });
    assert.deepEqual(
      [waiting.state, waiting.devices.map(({ at, ended }) => [at, ended])],
      [
        'waits-for-signature',
        [
          ['pending', false],
          ['pending', false],
        ],
      ],
    );
    assert.deepEqual([await rooms.wanted.frameOf(one.id), rooms.told], [{}, []]);
    const [draft] = await rooms.releases.list();
    assert.equal(draft?.state, 'draft');
    await assert.rejects(rooms.releases.bundle(draft), fleetErrors.releaseDraft.is);
    await assert.rejects(
      rooms.releases.remove(draft, (id) => rooms.deploys.waitingFor(id)),
      fleetErrors.releaseInUse.is,
    );
    const { manifest } = await rooms.releases.find(draft);
    await assert.rejects(rooms.releases.sign(draft, manifest), releaseErrors.unsigned.is);
    const envelope = addSignature(readEnvelopeOf(manifestDocument, manifest), key);

    // Meanwhile something else, signed before, is wanted of one of them.
    rooms.deployed.items = items.slice(0, 1);
    const quick = await rooms.planner.prepare(
      { source: { kind: 'running' }, name: 'quick' },
      new AbortController().signal,
    );
    await rooms.releases.take(quick, { signer: key, by: undefined });
    // By a clock that was set back in between.
    rooms.time -= 1000;
    const plan = await rooms.planner.make(
      {
        source: { kind: 'release', release: { name: 'quick', version: 1 } },
        name: 'quick',
        selection: { kind: 'devices', devices: [one.id] },
      },
      new AbortController().signal,
    );
    await rooms.carryOut(plan.id);

    await rooms.deploys.signed(await rooms.releases.sign(draft, envelope));
    assert.equal((await rooms.desiredBy(one)).release?.name, 'quick');
    assert.equal((await rooms.desiredBy(other)).release?.name, 'oven');
    const found = await rooms.deploys.find(waiting.id);
    assert.deepEqual(
      [found.state, found.note, found.devices.map(({ at }) => at)],
      ['under-way', 'new pump', ['superseded', 'pending']],
    );
    const listed = (await rooms.deploys.list()).find(({ id }) => id === waiting.id);
    assert.deepEqual(
      [listed?.state, listed?.devices, listed?.open, listed?.results],
      ['under-way', 2, 1, { superseded: 1 }],
    );
  });

  it('can be called back as long as they wait for their signature, and never go out then', async () => {
    const rooms = ovens();
    const key = makeSigningKey(randomBytes);
    await rooms.keys.setUp({ mode: 'elsewhere', releaseKey: key.public.text });
    await rooms.keys.signTrust(addSignature(readEnvelopeOf(trustDocument, rooms.keys.draft() ?? ''), key));
    const one = await rooms.member('oven-1');
    const [first, second] = [await rooms.deploy(), await rooms.deploy()];
    await rooms.deploys.callBack(first.id);
    await assert.rejects(rooms.deploys.callBack(first.id), fleetErrors.noDeploy.is);
    assert.deepEqual(
      (await rooms.deploys.list()).map(({ id }) => id),
      [second.id],
    );
    await rooms.deploys.callBack(second.id);
    const { manifest } = await rooms.releases.find(first.release);
    const envelope = addSignature(readEnvelopeOf(manifestDocument, manifest), key);
    await rooms.deploys.signed(await rooms.releases.sign(first.release, envelope));
    assert.deepEqual([await rooms.wanted.frameOf(one.id), rooms.told], [{}, []]);
    const { id } = await rooms.deploy();
    await assert.rejects(rooms.deploys.callBack(id), fleetErrors.deploySent.is);
    assert.equal((await rooms.deploys.find(id)).state, 'under-way');
  });

  it('are signed anew before they expire, as the same job', async () => {
    const rooms = ovens();
    await rooms.keys.setUp({ mode: 'one-key' });
    const one = await rooms.member('oven-1');
    await rooms.deploy();
    const before = await rooms.desiredBy(one);
    rooms.time += 19 * days;
    assert.equal(await rooms.sender.renew(), 0);
    rooms.time += 2 * days;
    rooms.told.length = 0;
    assert.equal(await rooms.sender.renew(), 1);
    const after = await rooms.desiredBy(one);
    assert.deepEqual({ ...after, issued: before.issued, expires: before.expires, counter: 1 }, before);
    assert.deepEqual([after.counter, after.expires, rooms.told], [2, rooms.time + 30 * days, [one.id]]);
  });
});
