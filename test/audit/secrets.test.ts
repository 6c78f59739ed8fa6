import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { count, type NodeRedProcess, startNodeRed, targets } from '@millwright/testing';
import { forms, unpacked } from '../secrets/forms.ts';
import { base } from './client.ts';
import { recordsIn } from './records.ts';

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const flowCount = count('audit-secrets', { quick: 200, full: 10_000 });
/** Tabs of one deploy. */
const tabsEach = 50;
/** What every planted secret has in it, so that one search finds them all. */
const mark = 'pLanted-5e7a';
/** Of what is looked for anywhere else: nobody would find it there. */
const forOthers = `${mark}-0`;

/** Nothing of this needs a registry: the discard port of the loopback answers nobody. */
const environment = { npm_config_registry: 'http://127.0.0.1:9/', npm_config_fetch_retries: '0' };

/** xorshift, so that a seed makes the same flows everywhere. */
function randomOf(start: number): (below: number) => number {
  let state = start | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** Nodes of one tab, with a secret wherever somebody may put one but in names. */
function tabOf(index: number, below: (most: number) => number): { items: object[]; credentials: object } {
  let number = 0;
  const secret = (): string => {
    number += 1;
    return `${mark}-${index}-${number}`;
  };
  const id = `t${index}`;
  const at = { z: id, x: 1, y: 1, wires: [[]] };
  const makers: readonly ((own: string) => object)[] = [
    (own) => ({
      id: own,
      type: 'function',
      name: 'call',
      func: `const token = "${secret()}"; return msg;`,
      outputs: 1,
    }),
    (own) => ({
      id: own,
      type: 'change',
      name: 'set',
      rules: [{ t: 'set', p: 'headers', pt: 'msg', to: secret(), tot: 'str' }],
    }),
    (own) => ({
      id: own,
      type: 'http request',
      name: 'go',
      method: 'GET',
      url: `https://anna:${secret()}@plant/api?key=${secret()}`,
      headers: [{ keyType: 'Authorization', valueType: 'other', valueValue: `Bearer ${secret()}` }],
    }),
    (own) => ({ id: own, type: 'template', name: 'page', template: `<p>${secret()}</p>`, field: 'payload' }),
    (own) => ({ id: own, type: 'comment', name: 'note', info: secret() }),
    (own) => ({ id: own, type: `unknown-${below(3)}`, name: 'odd', [secret()]: secret() }),
  ];
  const nodes = Array.from({ length: 1 + below(6) }, (_, position) => {
    const make = makers[below(makers.length)] as (own: string) => object;
    const own = `n${index}-${position}`;
    return { ...make(own), id: own, ...at };
  });
  const tab = {
    id,
    type: 'tab',
    label: `Line ${index}`,
    info: secret(),
    env: [{ name: 'KEY', value: secret(), type: 'str' }],
  };
  const credentials = Object.fromEntries(
    nodes.flatMap((node) =>
      below(2) === 0 ? [] : [[node.id, { user: 'anna', password: secret(), [`key${below(3)}`]: secret() }]],
    ),
  );
  return { items: [tab, ...nodes], credentials };
}

for (const target of targets()) {
  describe(`secrets in ${flowCount} flows and the audit log, ${target.title} (SEED=${seed})`, () => {
    let nodeRed: NodeRedProcess;
    const answers: string[] = [];

    before(async function () {
      this.timeout(60_000 + flowCount * 60);
      nodeRed = await startNodeRed({
        target,
        only: ['node-red-audit'],
        flows: [],
        heavyNodes: ['http request'],
        environment,
      });
      const below = randomOf(seed);
      const ask = async (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
        answers.push((await nodeRed.request(method, path, body, headers ? { headers } : {})).text);
      for (let first = 0; first < flowCount; first += tabsEach) {
        const tabs = Array.from({ length: Math.min(tabsEach, flowCount - first) }, (_, index) =>
          tabOf(first + index, below),
        );
        const flows = tabs.flatMap(({ items }) => items);
        const credentials = Object.assign({}, ...tabs.map((tab) => tab.credentials));
        const { status, text } = await nodeRed.deploy(flows, { credentials });
        assert.equal(status, 200, text);
        // One that is refused, one that fails.
        answers.push((await nodeRed.deploy(flows, { rev: forOthers })).text);
        await ask('POST', '/flow', { label: 'x', nodes: [{ id: 'x', type: forOthers, z: forOthers }, 1] });
      }
      await ask('POST', `/inject/none?token=${forOthers}`, {
        __user_inject_props__: [{ p: 'x', v: forOthers }],
      });
      await ask('POST', '/library/local/functions/secret.js', { text: forOthers });
      await ask('POST', '/nodes', { module: 'x', url: `https://anna:${forOthers}@127.0.0.1:9/x.tgz` });
      // Addresses as modules, in bodies and in paths.
      for (const module of [
        `https://127.0.0.1:9/x.tgz?sv=1&sig=${forOthers}&X-Amz-Signature=${forOthers}`,
        `https://127.0.0.1:9/x.tgz?odd=${forOthers}`,
        `git+https://127.0.0.1:9/x.git#${forOthers}`,
        `https://anna:p@${forOthers}@127.0.0.1:9/x.tgz`,
        `anna:${forOthers}@127.0.0.1:x.git`,
      ]) {
        await ask('POST', '/nodes', { module });
        await ask('POST', '/nodes', { module: 'x', version: module });
        await ask('DELETE', `/nodes/${encodeURIComponent(module)}`);
        await ask('PUT', `/nodes/${encodeURIComponent(module)}/set`, { enabled: false });
        await ask('GET', `/nodes/${encodeURIComponent(encodeURIComponent(module))}`);
      }
      await ask('POST', `/library/local/flows/${encodeURIComponent(`x?password=${forOthers}`)}`, []);
      await ask('DELETE', `/context/global/${encodeURIComponent(`x&api_key=${forOthers}`)}`);
      await ask('POST', `/debug/${encodeURIComponent(`x?token=${forOthers}`)}/disable`, {});
      await ask('POST', '/settings/user', { editor: { secret: forOthers } });
      await ask('GET', `/flows?access_token=${forOthers}`, undefined, {
        Authorization: `Bearer ${forOthers}`,
        Cookie: forOthers,
      });
      await ask('POST', '/auth/token', {
        client_id: 'node-red-admin',
        grant_type: 'password',
        username: forOthers,
        password: forOthers,
      });
      await ask('POST', '/context/global/secret', { value: forOthers });
      answers.length = 0;
      for (const path of [
        '/events?limit=200',
        '/events/3',
        '/filters',
        '/health',
        '/export?format=jsonl',
        '/export?format=csv',
      ])
        answers.push(await (await fetch(`${nodeRed.adminUrl}${base}${path}`)).text());
    });
    after(() => nodeRed?.stop());

    it('has what was done', () => {
      const deploys = recordsIn(nodeRed.userDirectory).filter(
        ({ name, outcome }) => name === 'flows.deploy' && outcome === 'success',
      );
      assert.equal(deploys.length, Math.ceil(flowCount / tabsEach));
      assert.ok(deploys.every(({ change }) => (change?.credentials?.length ?? 0) > 0));
      assert.ok(readFileSync(join(nodeRed.userDirectory, 'flows.json')).includes(mark), 'they were planted');
    });

    it('has none of them: in no file of ours, in no page, in no export', () => {
      const directory = join(nodeRed.userDirectory, 'millwright');
      const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile(),
      );
      assert.ok(files.some(({ name }) => name === 'audit.db'));
      for (const { parentPath, name } of files)
        for (const bytes of unpacked(readFileSync(join(parentPath, name))))
          for (const form of forms(mark)) {
            const at = bytes.indexOf(form);
            const around = bytes.subarray(Math.max(0, at - 200), at + 100).toString('latin1');
            assert.equal(at, -1, `${name}: ${around}`);
          }
      assert.ok(answers.every((answer) => answer.length > 0));
      for (const answer of answers)
        for (const form of forms(mark))
          assert.equal(Buffer.from(answer).includes(form), false, answer.slice(0, 2000));
    });
  });
}
