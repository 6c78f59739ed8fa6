import assert from 'node:assert/strict';
import { type NodeRedProcess, targets } from '@millwright/testing';
import { base, type HistoryClient, type Refusal, startWithHistory } from './client.ts';

const tab = (id: string, label: string) => ({ id, type: 'tab', label, disabled: false, info: '', env: [] });

for (const target of targets()) {
  describe(`hostile input, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let history: HistoryClient;
    let deploys = 0;

    before(async () => {
      ({ nodeRed, history } = await startWithHistory({ target, flows: [tab('a', 'Oven')] }));
    });
    after(() => nodeRed?.stop());
    /** Node-RED lives, and the next deploy is kept. */
    afterEach(async () => {
      deploys += 1;
      const { status, text } = await nodeRed.deploy([tab('a', `Oven ${deploys}`)]);
      assert.equal(status, 200, text);
      const newest = await history.newest();
      assert.equal(newest.rev, (await nodeRed.flows()).rev);
      assert.equal((await history.health()).state, 'ok');
    });

    const send = async (method: string, path: string, body: string | Buffer) => {
      const response = await fetch(`${nodeRed.adminUrl}${path}`, {
        method,
        headers: { 'Content-Type': 'application/json', 'Node-RED-API-Version': 'v2' },
        body: typeof body === 'string' ? body : new Uint8Array(body),
      });
      const text = await response.text();
      return { status: response.status, text };
    };
    const codeOf = (text: string): string => (JSON.parse(text) as Refusal).code;

    it('of 100 MB is refused, by our routes with a code', async () => {
      const before = await nodeRed.flows();
      const large = Buffer.alloc(100 * 1024 * 1024, 'x');
      large.write('{"note":"');
      large.write('"}', large.length - 2);
      for (const path of [`${base}/versions/1/restore`, `${base}/snapshots`]) {
        const { status, text } = await send('POST', path, large);
        assert.deepEqual([status, codeOf(text)], [413, 'request.too-large']);
      }
      assert.equal((await send('POST', '/flows', large)).status, 413);
      assert.deepEqual(await nodeRed.flows(), before);
    });

    it('of 10,000 groups in each other is kept, described and compared', async () => {
      const groups = Array.from({ length: 10_000 }, (_, index) => ({
        id: `g${index}`,
        type: 'group',
        z: 'a',
        name: '',
        style: {},
        nodes: index < 9_999 ? [`g${index + 1}`] : [],
        ...(index === 0 ? {} : { g: `g${index - 1}` }),
        x: 1,
        y: 1,
        w: 1,
        h: 1,
      }));
      const { status, text } = await nodeRed.deploy([tab('a', 'Oven'), ...groups]);
      assert.equal(status, 200, text);
      const { number, change } = await history.newest();
      assert.equal(change.parts[0]?.added, 10_000);
      assert.equal((await history.details(number)).parts[0]?.nodes, 10_000);
    });

    it('of members called __proto__ and constructor is kept as it is, and refused by our routes', async () => {
      const node =
        '{"id":"n","type":"comment","z":"a","name":"x","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
      const { status, text } = await send(
        'POST',
        '/flows',
        `{"flows":[${JSON.stringify(tab('a', 'Oven'))},${node}]}`,
      );
      assert.equal(status, 200, text);
      const { number, rev } = await history.newest();
      assert.equal(rev, (await nodeRed.flows()).rev);
      assert.equal((await history.details(number)).parts[0]?.nodes, 1);
      for (const [path, body] of [
        [`${base}/versions/${number}/restore`, '{"__proto__":{"rev":"x"}}'],
        [`${base}/versions/${number}/restore`, '{"constructor":{"prototype":{"rev":"x"}}}'],
        [`${base}/snapshots`, '{"name":"x","__proto__":{"note":"x"}}'],
      ] as const) {
        const refused = await send('POST', path, body);
        assert.equal(refused.status, 400, refused.text);
        assert.equal(codeOf(refused.text), 'request.invalid');
      }
    });

    it('of a tab with a name full of HTML is text, as it was given', async () => {
      const label = `<img src=x onerror="alert('1')">&lt;b&gt;\u202E${'<script>'.repeat(50)}`;
      const { status, text } = await nodeRed.deploy([tab('a', label)], { note: label });
      assert.equal(status, 200, text);
      const { number, change, note } = await history.newest();
      assert.equal(note, label);
      assert.equal(change.parts[0]?.label, `${label.slice(0, 199)}…`);
      assert.equal((await history.details(number)).parts[0]?.label, label);
      const headers = (await nodeRed.request('GET', `${base}/versions`)).headers;
      assert.match(headers.get('content-type') ?? '', /^application\/json/);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
    });
  });
}
