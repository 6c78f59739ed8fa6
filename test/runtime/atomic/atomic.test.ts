import assert from 'node:assert/strict';
import { catalogue } from '@millwright/runtime';
import { everything, requirePeer, targets, waitFor } from '@millwright/testing';
import { atRest, difference } from './fingerprint.ts';
import { projectWrites } from './project-writes.ts';
import { Scene } from './scene.ts';
import { type Write, writes } from './writes.ts';

/** At a user's width the last one alone: most has been prepared by then, so most would be left. */
const phases = everything ? ['authorise', 'intend', 'stage'] : ['stage'];

/** Refused in each phase it leaves everything as it was; then, with nobody refusing, it is shown to change what it is for. */
async function isAtomic(scene: Scene, { row, changes, prepare, send }: Write): Promise<void> {
  await prepare?.(scene);
  const before = await atRest(() => scene.fingerprint());
  for (const phase of phases) {
    const answer = await scene.probe.while(phase, 'refuse', () => send(scene));
    assert.equal(answer.status, 403, `${phase}: ${answer.text}`);
    assert.deepEqual(difference(before, await scene.fingerprint()), [], `refused in ${phase}`);
  }
  const from = (await scene.probe.operations()).length;
  const answer = await send(scene);
  assert.ok(answer.status >= 200 && answer.status < 300, `${answer.status} ${answer.text}`);
  await waitFor(`the write to change ${changes}`, async () =>
    difference(before, await scene.fingerprint()).some((line) => changes.test(line)),
  );
  await waitFor(`the operation ${row}`, async () =>
    (await scene.probe.operations()).slice(from).some(({ name, kind }) => name === row && kind === 'write'),
  );
}

const titleOf = ({ title }: Write): string => `${title}: refused it changes nothing, else what it is for`;

for (const target of targets()) {
  describe(`what a refusal leaves, ${target.title}`, () => {
    let scene: Scene;
    before(async () => {
      scene = await Scene.start(target, false);
    });
    after(() => scene?.stop());
    beforeEach(() => scene.reset());

    for (const write of writes) it(titleOf(write), () => isAtomic(scene, write));
  });

  describe(`what a refusal leaves in Projects, ${target.title}`, () => {
    let scene: Scene;
    before(async function () {
      requirePeer(this, 'git');
      requirePeer(this, 'ssh-keygen');
      scene = await Scene.start(target, true);
    });
    after(() => scene?.stop());

    for (const write of projectWrites) it(titleOf(write), () => isAtomic(scene, write));
  });
}

describe('the writes that are refused', () => {
  it('are those of every row of the catalogue that writes', () => {
    const rows = catalogue.filter(({ kind }) => kind === 'write').map(({ name }) => name);
    assert.deepEqual(new Set([...writes, ...projectWrites].map(({ row }) => row)), new Set(rows));
  });
});
