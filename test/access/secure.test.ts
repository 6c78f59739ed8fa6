import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNodeRed, type Target, targets, variants } from '@millwright/testing';
import { endpoint } from '../runtime/flows.ts';
import { anna, copyOfAccess, opener, Secured } from './secure/secured.ts';

/** The package of access with something wrong, under a name of its own: the real one is left out. */
interface Broken {
  readonly title: string;
  /** What people are told of it. */
  readonly says: RegExp;
  readonly spoil?: (folder: string) => Promise<void>;
}

const bundle = 'dist/main.cjs';
const missing = /is missing, or did not start/;
const edit = async (path: string, change: (text: string) => string): Promise<void> =>
  writeFile(path, change(await readFile(path, 'utf8')));

/** Until there has been another format, a bundle with another number stands for a package of another time. */
function otherFormat(text: string, format: number): string {
  const pattern = /\bvar guardFormat = 1;/g;
  assert.equal(text.match(pattern)?.length, 1);
  return text.replace(pattern, `var guardFormat = ${format};`);
}

const broken: readonly Broken[] = [
  { title: 'is not there', says: missing },
  { title: 'is half installed', says: missing, spoil: (folder) => rm(join(folder, bundle)) },
  {
    title: 'has a syntax error',
    says: missing,
    spoil: (folder) => edit(join(folder, bundle), (text) => text.slice(0, text.length / 2)),
  },
  {
    title: 'is too old for secure.cjs',
    says: /node-red-access is older than secure\.cjs/,
    spoil: (folder) => edit(join(folder, bundle), (text) => otherFormat(text, 0)),
  },
  {
    title: 'is too new for secure.cjs',
    says: /secure\.cjs is older than the package/,
    spoil: (folder) => edit(join(folder, bundle), (text) => otherFormat(text, 2)),
  },
  {
    title: 'throws',
    says: missing,
    spoil: (folder) => edit(join(folder, bundle), () => "throw new Error('it throws');\n"),
  },
];

/** Requests to the admin side: pages, log-in, the API, routes of nodes and of Millwright. */
const requests: readonly (readonly [method: string, path: string])[] = [
  ['GET', '/'],
  ['GET', '/auth/login'],
  ['POST', '/auth/token'],
  ['POST', '/auth/revoke'],
  ['GET', '/flows'],
  ['GET', '/FLOWS/'],
  ['POST', '/flows'],
  ['GET', '/flows/state'],
  ['GET', '/flow/endpoints'],
  ['DELETE', '/flow/endpoints'],
  ['GET', '/nodes'],
  ['DELETE', '/nodes/node-red'],
  ['GET', '/settings'],
  ['POST', '/settings/user'],
  ['GET', '/plugins'],
  ['GET', '/context/global'],
  ['GET', '/library/local/flows/x'],
  ['GET', '/credentials/http-request/x'],
  ['GET', '/diagnostics'],
  ['GET', '/projects'],
  ['GET', '/icons'],
  ['GET', '/red/red.min.js'],
  ['GET', '/locales/nodes'],
  ['GET', '/comms'],
  ['POST', '/inject/in'],
  ['POST', '/debug/disable'],
  ['GET', '/millwright/door/status'],
];

/** Somebody logged in while nothing guarded: the session outlasts restarts. */
async function sessionsOf(target: Target): Promise<{ readonly token: string; readonly text: string }> {
  const nodeRed = await startNodeRed({ target, users: [anna], without: 'all' });
  try {
    const token = await nodeRed.token('anna', 'a');
    return { token, text: await readFile(join(nodeRed.userDirectory, '.sessions.json'), 'utf8') };
  } finally {
    await nodeRed.stop();
  }
}

for (const target of targets()) {
  describe(`secure.cjs, ${target.title}`, () => {
    let session: { readonly token: string; readonly text: string };
    let folder: string;

    before(async () => {
      session = await sessionsOf(target);
      folder = await mkdtemp(join(tmpdir(), 'millwright-broken-'));
    });
    after(() => rm(folder, { recursive: true, force: true }));

    async function copyOf({ spoil }: Broken): Promise<readonly string[]> {
      if (!spoil) return [];
      const copy = await copyOfAccess(folder, 'node-red-access-broken');
      await spoil(copy);
      return [copy];
    }

    async function assertClosed(secured: Secured, says: RegExp): Promise<void> {
      const { nodeRed } = secured;
      for (const token of [undefined, session.token]) {
        for (const [method, path] of requests) {
          const title = `${method} ${path}`;
          const answer = await nodeRed.request<{ code: string; message: string }>(method, path, undefined, {
            token,
          });
          assert.equal(answer.status, 503, title);
          assert.equal(answer.body.code, 'access.not-guarded', title);
          assert.match(answer.body.message, says, title);
          assert.equal(answer.headers.get('cache-control'), 'no-store', title);
        }
        assert.equal(await secured.live(token), '503');
      }
      const live = `${nodeRed.adminRoot}/comms`;
      for (const written of [`${live}?x=/`, `http://x${live}`, `${live}\u00a0`, `${live}#a`])
        assert.match(await secured.upgrade(written), / (503|400) /, written);
      for (const [language, heading] of [
        ['en', 'The editor is closed'],
        ['de-AT,de', 'Der Editor ist geschlossen'],
      ]) {
        const headers = { Accept: 'text/html,*/*', 'Accept-Language': language ?? '' };
        const page = await nodeRed.request('GET', '/', undefined, { headers });
        assert.equal(page.status, 503);
        assert.ok(page.text.includes(`<h1>${heading}</h1>`), page.text);
      }
      assert.equal(await secured.line(), 'running');
    }

    /** With anna's session of before. */
    const start = (adminRoot: string, packages: readonly string[]): Promise<Secured> =>
      Secured.start({ target, adminRoot, packages, users: [anna], sessions: session.text });

    for (const each of variants(broken)) {
      for (const adminRoot of variants(['', '/admin'])) {
        it(`keeps everybody out where the package ${each.title}, admin side at ${adminRoot || '/'}; the flows run`, async () => {
          const secured = await start(adminRoot, await copyOf(each));
          try {
            await assertClosed(secured, each.says);
          } finally {
            await secured.stop();
          }
        });
      }
    }

    for (const adminRoot of variants(['/admin', ''])) {
      it(`opens late and closes again without a restart, admin side at ${adminRoot || '/'}`, async () => {
        const secured = await start(adminRoot, [opener]);
        const { nodeRed } = secured;
        try {
          await assertClosed(secured, missing);
          await secured.guard('open');
          assert.equal((await nodeRed.request('GET', '/flows')).status, 401);
          assert.equal((await nodeRed.flows(session.token)).flows.length > 0, true);
          assert.equal(await secured.live(session.token), '{"auth":"ok"}');
          assert.equal(await secured.line(), 'running');

          const open = secured.connect();
          const ended = new Promise((resolve) => open.once('close', resolve));
          await new Promise((resolve) => open.once('open', resolve));
          await secured.guard('close');
          await ended;
          await assertClosed(secured, missing);
          assert.doesNotMatch(nodeRed.log, /Uncaught/);
        } finally {
          await secured.stop();
        }
      });
    }

    it('leaves endpoints of flows alone that lie beside those of the admin side', async () => {
      const flows = endpoint('/flows/today', 'shift 1');
      const secured = await Secured.start({ target, flows, packages: [opener] });
      try {
        const today = async (): Promise<string> => (await fetch(`${secured.nodeRed.url}/flows/today`)).text();
        assert.equal(await today(), 'shift 1');
        await secured.guard('open');
        assert.equal(await today(), 'shift 1');
        await secured.guard('close');
        // Of a node, unknown to secure.cjs: it is not reached, whatever answers.
        const route = await secured.nodeRed.request('GET', '/udp-ports/1');
        assert.equal(route.status, 404);
      } finally {
        await secured.stop();
      }
    });
  });
}
