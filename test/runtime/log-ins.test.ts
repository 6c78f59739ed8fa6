import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Answer,
  everyTarget,
  type NodeRedOptions,
  type NodeRedProcess,
  startNodeRed,
  type Target,
  variants,
  waitFor,
} from '@millwright/testing';
import WebSocket from 'ws';
import { endpoint } from './flows.ts';
import type { Described } from './probe/src/runtime/recorder.ts';
import { ProbeClient, tab } from './probe-client.ts';
import { Probes } from './probes.ts';

const inject = {
  id: 'inject',
  type: 'inject',
  z: 'a',
  name: '',
  props: [],
  repeat: '',
  crontab: '',
  once: false,
  onceDelay: 0.1,
  topic: '',
  x: 100,
  y: 100,
  wires: [[]],
};
const flows = [...endpoint('/line', 'running'), tab('a'), inject];

const users = [{ username: 'anna', password: 'a', permissions: '*' }];
const anna = { kind: 'user', name: 'anna' };
const berta = { kind: 'user', name: 'berta' };
const anyone = { kind: 'anyone' };

/** `adminAuth` in which anna logs in with her password, and what is added. */
const adminAuth = (added: string): string => `adminAuth: {
  type: 'credentials',
  users: async (name) => users.find(({ username }) => username === name) ?? null,
  authenticate: async (name, password) =>
    users.find((user) => user.username === name && user.password === password) ?? null,
  ${added}
},`;

const header = 'X-Plant-Token';
const plantToken = 'token-of-the-plant';
const tokens = `tokens: async (token) =>
  token === '${plantToken}' ? { username: 'berta', permissions: '*' } : null,`;

interface Caller {
  readonly title: string;
  readonly actor: object;
  /** What is added to a request of hers, by the access token of anna. */
  readonly proof: (token: string) => { readonly query?: string; readonly headers?: Record<string, string> };
}

const nobody: Caller = { title: 'nobody in particular', actor: anyone, proof: () => ({}) };
const loggedIn: Caller = {
  title: 'somebody who has logged in',
  actor: anna,
  proof: (token) => ({ headers: { Authorization: `Bearer ${token}` } }),
};
const inQuery: Caller = {
  title: 'somebody whose token is in the query',
  actor: anna,
  proof: (token) => ({ query: `?${new URLSearchParams({ access_token: token })}` }),
};

const ways: readonly {
  readonly title: string;
  readonly settings: string;
  readonly callers: readonly Caller[];
}[] = [
  {
    title: 'where everybody may do everything without a log-in',
    settings: adminAuth("default: { permissions: '*' },"),
    callers: [nobody, loggedIn],
  },
  {
    title: 'where everybody may read without a log-in',
    settings: adminAuth("default: { permissions: 'read' },"),
    callers: [loggedIn],
  },
  {
    title: 'with tokens of its own in a header of its own',
    settings: adminAuth(`${tokens} tokenHeader: '${header}',`),
    callers: [
      loggedIn,
      {
        title: 'somebody whose token is in that header',
        actor: berta,
        proof: () => ({ headers: { [header]: plantToken } }),
      },
    ],
  },
  {
    title: 'with tokens of its own in the usual header',
    settings: adminAuth(tokens),
    callers: [
      loggedIn,
      {
        title: 'somebody who has such a token',
        actor: berta,
        proof: () => ({ headers: { Authorization: `Bearer ${plantToken}` } }),
      },
    ],
  },
  { title: 'with a log-in', settings: adminAuth(''), callers: [inQuery] },
  { title: 'without an editor', settings: `${adminAuth('')} disableEditor: true,`, callers: [loggedIn] },
];

for (const target of everyTarget()) {
  for (const { title, settings, callers } of variants(ways)) {
    describe(`a Node-RED ${title}, ${target.title}`, () => {
      const lab = labOf(target, { users, settings });

      for (const { title: who, actor, proof } of callers) {
        const send = (method: string, path: string, body?: unknown): Promise<Answer> => {
          const { query = '', headers = {} } = proof(lab.token);
          return lab.nodeRed.request(method, path + query, body, { headers });
        };

        it(`a deploy of ${who} is one operation of theirs, and the flows run`, async () => {
          const changed = [...flows, tab(who)];
          const operation = await lab.write(() => send('POST', '/flows', changed), 204);
          assert.equal(operation.name, 'flows.deploy');
          assert.deepEqual(operation.actor, actor);
          assert.deepEqual(operation.source, { ...source, method: 'POST', path: '/flows' });
          assert.deepEqual((await lab.nodeRed.flows(lab.token)).flows.at(-1), tab(who));
          await lab.running();
        });

        it(`an inject of ${who} is one operation of theirs`, async () => {
          const operation = await lab.write(() => send('POST', '/inject/inject'), 200);
          assert.equal(operation.name, 'inject');
          assert.deepEqual(operation.actor, actor);
          assert.deepEqual(operation.source, { ...source, method: 'POST', path: '/inject/inject' });
        });
      }

      it('no operation tells a token, and the log tells no error', async () => {
        const told = JSON.stringify(await lab.probe.operations());
        for (const token of [lab.token, plantToken]) assert.ok(!told.includes(token));
        assert.doesNotMatch(lab.nodeRed.log, /\[error\]/);
      });
    });
  }

  describe(`who may only read without a log-in, ${target.title}`, () => {
    const lab = labOf(target, { users, settings: adminAuth("default: { permissions: 'read' },") });

    it('reads as anyone', async () => {
      const [operation, ...more] = await lab.probe.all(async () => {
        assert.equal((await lab.nodeRed.request('GET', '/flows')).status, 200);
      });
      assert.deepEqual(more, []);
      assert.deepEqual([operation?.name, operation?.actor], ['flows.get', anyone]);
    });

    it('is turned away by Node-RED: a deploy never gets here, of an inject the attempt is known', async () => {
      const before = await lab.nodeRed.flows(lab.token);
      const writes = await lab.probe.during(async () => {
        assert.equal((await lab.nodeRed.deploy([])).status, 401);
        assert.equal((await lab.nodeRed.request('POST', '/inject/inject')).status, 401);
      });
      assert.deepEqual(
        writes.map(({ name, actor, outcome }) => ({ name, actor, outcome: outcome?.code })),
        [{ name: 'inject', actor: { kind: 'anyone' }, outcome: 'runtime.route-failed' }],
      );
      assert.deepEqual(await lab.nodeRed.flows(lab.token), before);
    });
  });

  describe(`a live connection with a token in a header of its own, ${target.title}`, () => {
    const lab = labOf(target, { users, settings: adminAuth(`${tokens} tokenHeader: '${header}',`) });

    it('is one operation of whom the token belongs to', async () => {
      const from = (await lab.probe.operations()).length;
      const socket = new WebSocket(`${lab.nodeRed.adminUrl.replace('http', 'ws')}/comms`, {
        headers: { [header]: plantToken, 'User-Agent': 'node' },
      });
      await once(socket, 'open');
      const opened = await waitFor('the operation', async () =>
        (await lab.probe.operations()).slice(from).find(({ name }) => name === 'comms.open'),
      );
      socket.close();
      await once(socket, 'close');
      assert.deepEqual(opened.actor, berta);
      assert.deepEqual(opened.source, { ...source, method: 'GET', path: '/comms' });
    });
  });

  describe(`a Node-RED without an editor, its page, ${target.title}`, () => {
    const lab = labOf(target, { users, settings: `${adminAuth('')} disableEditor: true,` });

    it('is not there, and the checks of the door are good', async () => {
      assert.equal((await fetch(`${lab.nodeRed.adminUrl}/`)).status, 404);
      const { body } = await lab.nodeRed.request<{ readonly ok: boolean }>(
        'GET',
        '/millwright/door/status',
        undefined,
        { token: lab.token },
      );
      assert.equal(body.ok, true, JSON.stringify(body));
    });
  });

  describe(`a Node-RED without an admin side, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    before(async () => {
      // With all of the plugins: each must do without routes.
      nodeRed = await startNodeRed({ target, flows, settings: 'httpAdminRoot: false,' });
    });
    after(() => nodeRed?.stop());

    it('starts without an error, runs its flows, keeps their history and answers nothing of the admin side', async () => {
      assert.equal(await (await fetch(`${nodeRed.url}/line`)).text(), 'running');
      for (const path of ['/', '/flows', '/millwright/door/status'])
        assert.equal((await fetch(nodeRed.url + path)).status, 404, path);
      await waitFor('the history', () => existsSync(join(nodeRed.userDirectory, 'millwright/history.db')));
      assert.doesNotMatch(nodeRed.log, /\[error\]/);
    });
  });
}

const source = { address: '127.0.0.1', userAgent: 'node' };

interface Lab {
  readonly nodeRed: NodeRedProcess;
  readonly probe: ProbeClient;
  /** Anna's. */
  readonly token: string;
  /** The only operation that writes which `work` led to. */
  write(work: () => Promise<Answer>, status: number): Promise<Described>;
  /** Waits until the endpoint of the flows answers. */
  running(): Promise<void>;
}

/** A Node-RED with a probe for the tests of the `describe` that it is called in. */
function labOf(target: Target, options: NodeRedOptions): Lab {
  const probes = new Probes();
  let nodeRed: NodeRedProcess;
  let probe: ProbeClient;
  let token: string;

  before(async () => {
    await probes.build();
    const packages = [await probes.make({ id: 'probe' })];
    nodeRed = await startNodeRed({ target, without: 'all', packages, flows, ...options });
    token = await nodeRed.token('anna', 'a');
    probe = new ProbeClient(nodeRed);
    probe.token = token;
  });
  after(async () => {
    await nodeRed?.stop();
    await probes.remove();
  });

  return {
    get nodeRed() {
      return nodeRed;
    },
    get probe() {
      return probe;
    },
    get token() {
      return token;
    },
    async write(work, status) {
      const from = (await probe.operations()).length;
      const answer = await work();
      assert.equal(answer.status, status, answer.text);
      const writes = await waitFor('the operation', async () => {
        const found = (await probe.operations()).slice(from).filter(({ kind }) => kind === 'write');
        return found.length > 0 && found;
      });
      assert.equal(writes.length, 1);
      return writes[0] as Described;
    },
    running: () =>
      waitFor('the endpoint to answer', async () => {
        const answer = await fetch(`${nodeRed.url}/line`);
        return (await answer.text()) === 'running';
      }).then(() => undefined),
  };
}
