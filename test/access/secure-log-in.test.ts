import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root, targets, variants } from '@millwright/testing';
import { opener, Secured, type SecuredOptions } from './secure/secured.ts';

const { hashSync }: { hashSync(text: string, rounds: number): string } = createRequire(
  createRequire(import.meta.url).resolve('node-red/package.json'),
)('bcryptjs');
const hash = hashSync('b', 4);
const berta = `{ username: 'berta', password: '${hash}', permissions: 'read' }`;

async function within(
  options: Omit<SecuredOptions, 'packages'>,
  run: (secured: Secured) => Promise<void>,
): Promise<void> {
  const secured = await Secured.start({ adminRoot: '/admin', packages: [opener], ...options });
  try {
    await secured.guard('open');
    await run(secured);
    assert.doesNotMatch(secured.nodeRed.log, /\[error\]|Uncaught/);
    // What nobody answers must not end Node-RED, and lets nobody in.
    await secured.guard('open-unsure');
    assert.equal((await rights(secured, { token: 'mw_olga' }))[1], 401);
    assert.equal(await secured.live('mw_olga'), '{"auth":"fail"}');
    assert.equal(await secured.line(), 'running');
  } finally {
    await secured.stop();
  }
}

/** Whether somebody may read and may deploy. */
async function rights(
  { nodeRed }: Secured,
  proof: { token?: string | undefined; headers?: Record<string, string> },
): Promise<readonly number[]> {
  const read = await nodeRed.request('GET', '/flows', undefined, proof);
  const write = await nodeRed.request('POST', '/flows/state', { state: 'start' }, proof);
  return [read.status, write.status];
}

const settings = 'runtimeState: { enabled: true, ui: false },';
const all = [200, 200];
const onlyRead = [200, 401];
const none = [401, 401];

async function assertProviderLogsIn(secured: Secured): Promise<void> {
  assert.deepEqual(await rights(secured, { token: await secured.nodeRed.token('olga', 'o') }), all);
  assert.deepEqual(await rights(secured, { token: 'mw_olga' }), all);
  assert.equal(await secured.live('mw_olga'), '{"auth":"ok"}');
  assert.equal(await secured.live('mw_olga', { Authorization: 'Basic cHJveHk6cHJveHk=' }), '{"auth":"ok"}');
  await assert.rejects(secured.nodeRed.token('olga', 'x'), /403/);
  assert.deepEqual(await rights(secured, { token: 'mw_other' }), none);
}

async function assertSettingsLogIn(secured: Secured): Promise<void> {
  assert.deepEqual(
    await rights(secured, { token: await secured.nodeRed.token('berta', 'b', 'read') }),
    onlyRead,
  );
  await assert.rejects(secured.nodeRed.token('berta', 'x', 'read'), /403/);
}

const ways: readonly {
  readonly title: string;
  readonly adminAuth: string;
  readonly check: (secured: Secured) => Promise<void>;
}[] = [
  {
    title: 'with a list of users and of tokens',
    adminAuth: `adminAuth: { type: 'credentials', users: [${berta}], tokens: [{ token: 'reader', user: 'berta', scope: ['read'] }] },`,
    async check(secured) {
      await assertProviderLogsIn(secured);
      await assertSettingsLogIn(secured);
      assert.deepEqual(await rights(secured, { token: 'reader' }), onlyRead);
    },
  },
  {
    title: 'without a log-in of its own',
    adminAuth: '',
    async check(secured) {
      await assertProviderLogsIn(secured);
      assert.deepEqual(await rights(secured, {}), none);
    },
  },
  {
    title: 'with a single user, and reading for everybody',
    adminAuth: `adminAuth: { type: 'credentials', users: ${berta}, default: { permissions: 'read' } },`,
    async check(secured) {
      await assertProviderLogsInBesideAnyone(secured);
      await assertSettingsLogIn(secured);
      assert.deepEqual(await rights(secured, {}), onlyRead);
      await secured.guard('close');
      assert.deepEqual(await rights(secured, {}), [503, 503]);
      await secured.guard('open');
    },
  },
  {
    title: 'with functions, and a header of its own for tokens',
    adminAuth: `adminAuth: {
      type: 'credentials',
      users: async (name) => (name === 'berta' ? { username: 'berta', permissions: 'read' } : null),
      authenticate: async (name, password) => (name === 'berta' && password === 'b' ? { username: 'berta', permissions: 'read' } : null),
      tokens: async (token) => (token === 'reader' ? { username: 'berta', permissions: 'read' } : null),
      tokenHeader: 'X-Plant-Token',
    },`,
    async check(secured) {
      assert.deepEqual(await rights(secured, { token: await secured.nodeRed.token('olga', 'o') }), all);
      assert.deepEqual(await rights(secured, { headers: { 'X-Plant-Token': 'mw_olga' } }), all);
      await assertSettingsLogIn(secured);
      assert.deepEqual(await rights(secured, { headers: { 'X-Plant-Token': 'reader' } }), onlyRead);
    },
  },
  {
    title: 'whose settings come from a module',
    adminAuth: `adminAuth: { module: { type: 'credentials', users: [${berta}] } },`,
    async check(secured) {
      await assertProviderLogsIn(secured);
      await assertSettingsLogIn(secured);
    },
  },
  {
    title: 'with a strategy',
    adminAuth: `adminAuth: {
      type: 'strategy',
      strategy: { name: 'plain', label: 'Plain', strategy: require('${join(root, 'test/access/secure/plain-strategy.cjs')}'), options: {} },
      users: [{ username: 'berta', permissions: 'read' }],
    },`,
    async check(secured) {
      assert.equal(await tokenOf(secured, 'somebody'), undefined);
      assert.deepEqual(await rights(secured, { token: await tokenOf(secured, 'berta') }), onlyRead);
      assert.deepEqual(await rights(secured, { token: 'mw_olga' }), all);
    },
  },
];

/** With reading for everybody, a token that nobody knows counts as none. */
async function assertProviderLogsInBesideAnyone(secured: Secured): Promise<void> {
  assert.deepEqual(await rights(secured, { token: await secured.nodeRed.token('olga', 'o') }), all);
  assert.deepEqual(await rights(secured, { token: 'mw_olga' }), all);
}

/** What the strategy lets somebody in with: Node-RED 4 has it in the address, 5 a code for it. */
async function tokenOf({ nodeRed }: Secured, name: string): Promise<string | undefined> {
  const answer = await fetch(`${nodeRed.adminUrl}/auth/strategy?as=${name}`, { redirect: 'manual' });
  // Node-RED puts it there as it is, and it may hold a plus sign.
  const { searchParams } = new URL(
    (answer.headers.get('location') ?? '').replaceAll('+', '%2B'),
    nodeRed.url,
  );
  const code = searchParams.get('code');
  if (!code) return searchParams.get('access_token') ?? undefined;
  return (await nodeRed.request<{ accessToken: string }>('POST', '/auth/token', { code })).body.accessToken;
}

for (const target of targets()) {
  describe(`who may log in by secure.cjs, ${target.title}`, () => {
    for (const { title, adminAuth, check } of variants(ways)) {
      it(`with settings ${title}`, () => within({ target, settings: `${settings} ${adminAuth}` }, check));
    }
  });
}
