import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NodeRedProcess, targets } from '@millwright/testing';
import { forms, unpacked } from '../secrets/forms.ts';
import { base, type HistoryClient, startWithHistory, withCredentials } from './client.ts';

const inFlows = 'pLanted-in-a-Function-5bd1';
const inConfiguration = 'pLanted-in-a-Property-77aa';
const inCredentials = 'pLanted-in-Credentials-e01c';
const inRefused = 'pLanted-in-a-Refused-Deploy-0b3f';

const flows = [
  { id: 't', type: 'tab', label: 'Oven' },
  {
    id: 'f',
    type: 'function',
    z: 't',
    name: 'call',
    func: `const token = "${inFlows}";\n// ${'padding '.repeat(50)}\nreturn msg;`,
    outputs: 1,
    x: 1,
    y: 1,
    wires: [[]],
  },
  {
    id: 'c',
    type: 'change',
    z: 't',
    name: 'set',
    rules: [{ t: 'set', p: 'headers', pt: 'msg', to: inConfiguration, tot: 'str' }],
    x: 1,
    y: 1,
    wires: [[]],
  },
  {
    id: 'r',
    type: 'http request',
    z: 't',
    name: 'go',
    method: 'GET',
    authType: 'basic',
    x: 1,
    y: 1,
    wires: [[]],
  },
];

for (const target of targets()) {
  describe(`planted secrets, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let history: HistoryClient;
    const answers: string[] = [];

    before(async () => {
      ({ nodeRed, history } = await startWithHistory({ target, flows: [] }));
      const give = (password: string) => withCredentials(flows, { r: { user: 'ana', password } });
      assert.equal((await nodeRed.deploy(give(inCredentials))).status, 200);
      answers.push((await nodeRed.deploy(give(inRefused), { rev: 'stale' })).text);
      for (const path of [
        '/versions',
        '/versions/1',
        '/versions/2',
        '/health',
        '/versions/99',
        '/versions?limit=x',
      ]) {
        answers.push((await nodeRed.request('GET', `${base}${path}`)).text);
      }
      for (const number of [1, 2]) answers.push(JSON.stringify((await history.restore(number)).body));
      answers.push((await nodeRed.request('POST', `${base}/versions/2/restore`, { rev: inRefused })).text);
      // While it runs, so that the log of the database and what is not yet folded into it are looked at too.
      assert.equal((await history.newest()).number, 4);
    });
    after(() => nodeRed?.stop());

    it('can be found by this search at all', () => {
      const text = readFileSync(join(nodeRed.userDirectory, 'flows.json'));
      assert.ok(
        forms(inFlows).some((form) => text.includes(form)),
        'flows.json has it, as Node-RED writes it',
      );
    });

    for (const secret of [inFlows, inConfiguration, inCredentials, inRefused]) {
      it(`(${secret}) are in none of our files, not in the log, not in our answers`, () => {
        const directory = join(nodeRed.userDirectory, 'millwright');
        const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) =>
          entry.isFile(),
        );
        assert.ok(files.some(({ name }) => name === 'history.db'));
        assert.ok(files.some(({ name }) => name === 'history.db-wal'));
        for (const { parentPath, name } of files) {
          for (const bytes of unpacked(readFileSync(join(parentPath, name)))) {
            for (const form of forms(secret)) assert.equal(bytes.includes(form), false, name);
          }
        }
        for (const form of forms(secret)) {
          assert.equal(Buffer.from(nodeRed.log).includes(form), false, 'log');
          for (const answer of answers) assert.equal(Buffer.from(answer).includes(form), false, answer);
        }
      });
    }
  });
}
