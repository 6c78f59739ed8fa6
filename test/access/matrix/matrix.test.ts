import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type CatalogueRow, catalogue } from '@millwright/runtime';
import {
  createProject,
  editorTargets,
  everything,
  GitRemote,
  type NodeRedProcess,
  requirePeer,
  root,
  startNodeRed,
} from '@millwright/testing';
import { atRest, difference, type Fingerprint, fingerprint } from '../../runtime/atomic/fingerprint.ts';
import { type Case, type Lab, packPalette, send } from '../../runtime/catalogue/case.ts';
import { flows, foreignCases, plainCases } from '../../runtime/catalogue/cases.ts';
import { projectCases } from '../../runtime/catalogue/project-cases.ts';
import { Probes } from '../../runtime/probes.ts';
import { setUpCode } from '../access.ts';
import { mayAll, neededFor, nobody, page, policy, roleNames } from './matrix.ts';

describe('docs/access-matrix.md', () => {
  it('says what the ready-made roles may do', () => {
    const path = join(root, 'docs/access-matrix.md');
    if (process.env['MILLWRIGHT_WRITE_MATRIX'] === '1') writeFileSync(path, page);
    assert.equal(readFileSync(path, 'utf8'), page);
  });
});

const password = 'a password of a test';
const people = [...roleNames, nobody];
const plain = [...plainCases, ...foreignCases];
const users = people.map((username) => ({ username, password, permissions: '*' }));
const settings = `httpAdminMiddleware: require(${JSON.stringify(join(root, 'test/runtime/atomic/memory.cjs'))}),
runtimeState: { enabled: true, ui: true },`;

const rowOf = ({ row, kind }: Case): CatalogueRow => {
  const found = catalogue.find((each) => each.name === row && (kind === undefined || each.kind === kind));
  if (!found) throw new Error(`No row ${row}`);
  return found;
};

/** A Node-RED with somebody logged in for each role. */
class RoleLab {
  readonly nodeRed: NodeRedProcess;
  readonly #tarball = packPalette();
  readonly #tokens = new Map<string, string>();

  constructor(nodeRed: NodeRedProcess) {
    this.nodeRed = nodeRed;
  }

  async setUp(): Promise<void> {
    for (const name of people) this.#tokens.set(name, await this.nodeRed.token(name, password));
    const { send: ask } = this.of('owner');
    const area = '/millwright/access';
    await ask({
      method: 'POST',
      path: `${area}/setup`,
      body: { code: setUpCode(this.nodeRed) },
      status: 200,
    });
    const held = (await ask({ method: 'GET', path: `${area}/policy`, status: 200 })).body;
    const { revision } = held as { readonly revision: number };
    await ask({ method: 'PUT', path: `${area}/policy`, body: { policy, revision }, status: 200 });
  }

  of(name: string): Lab {
    const lab = { nodeRed: this.nodeRed, token: this.#tokens.get(name), tarball: this.#tarball };
    return { ...lab, send: (ask) => send(ask, lab) };
  }

  fingerprint(): Promise<Fingerprint> {
    const { token } = this.of('owner');
    return fingerprint(this.nodeRed, { token, without: [/^millwright\/access\.db/] });
  }

  async stop(): Promise<void> {
    await this.nodeRed.stop();
    await rm(this.#tarball, { force: true });
  }
}

/** Each request of a row, first by those who may not, after which all is as it was; then by those who may. */
async function isAnswered(
  lab: RoleLab,
  { before, succeeds }: Case,
  needed: readonly string[],
): Promise<void> {
  const refused = people.filter((name) => !mayAll(name, needed));
  await before?.(lab.of('owner'));
  // Whether flows run is written after the request that says so has been answered.
  const state = refused.length > 0 ? await atRest(() => lab.fingerprint(), 3) : new Map();
  for (const name of refused) {
    for (const ask of succeeds) {
      const { status, text } = await lab.of(name).send(ask);
      assert.equal(status, 403, `${name}: ${text.slice(0, 300)}`);
      assert.equal(JSON.parse(text).code, 'access.denied');
    }
    assert.deepEqual(difference(state, await lab.fingerprint()), [], `after the refusal of ${name}`);
  }
  for (const name of people.filter((each) => !refused.includes(each))) {
    await before?.(lab.of('owner'));
    for (const ask of succeeds) {
      const { status, text } = await lab.of(name).send(ask);
      assert.equal(status, ask.status, `${name}: ${text.slice(0, 300)}`);
    }
  }
}

// Everybody sends every request: at full width only.
for (const target of everything ? editorTargets() : []) {
  for (const projects of [false, true]) {
    describe(`the ready-made roles${projects ? ' in Projects' : ''}, ${target.title}`, () => {
      const probes = new Probes();
      let lab: RoleLab | undefined;
      let cases: readonly Case[] = projects ? projectCases({ url: '' } as GitRemote) : plain;

      before(async function () {
        if (projects) {
          requirePeer(this, 'git');
          requirePeer(this, 'ssh-keygen');
        }
        await probes.build();
        const packages = [await probes.make({ id: 'probe' })];
        const only = ['node-red-access'];
        const nodeRed = await startNodeRed({ target, users, only, packages, projects, flows, settings });
        lab = new RoleLab(nodeRed);
        await lab.setUp();
        if (!projects) return;
        await createProject(nodeRed, 'oven', { token: lab.of('owner').token });
        cases = projectCases(GitRemote.make(nodeRed));
      });
      after(async () => {
        await lab?.stop();
        await probes.remove();
      });

      for (const [index, each] of cases.entries()) {
        const needed = neededFor(rowOf(each));
        it(`${each.row} takes ${needed.join(', ') || 'nothing'}`, () =>
          isAnswered(lab as RoleLab, cases[index] as Case, needed));
      }
    });
  }
}
