import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Policy } from '@millwright/access';
import { everything, targets, variants } from '@millwright/testing';
import { commands } from '../../packages/cli/src/commands.ts';
import { main } from '../../packages/cli/src/main.ts';
import { recorded } from '../../packages/cli/src/output.fixture.ts';
import { type AccessInstance, startWithAccess } from '../access/access.ts';
import { endpoint } from '../runtime/flows.ts';
import { millwright, type Ran } from './command.ts';

const nightShift = {
  name: 'night-shift',
  rules: [{ name: 'look', effect: 'allow' as const, actions: ['flow.read'] }],
};

for (const target of variants(targets())) {
  describe(`millwright access, ${target.title}`, () => {
    let access: AccessInstance;
    let folder: string;
    let file: string;
    /** The revision after the set-up. */
    let first: number;

    before(async () => {
      access = await startWithAccess({ target, flows: endpoint('/line', 'running') });
      folder = await mkdtemp(join(tmpdir(), 'millwright-rules-'));
      file = join(folder, 'rules.json');
      first = (await access.policy()).revision;
    });
    after(async () => {
      await access?.stop();
      await rm(folder, { recursive: true, force: true });
    });

    async function run(args: readonly string[], as = 'owner'): Promise<Ran> {
      const environment = {
        MILLWRIGHT_TOKEN: await access.token(as),
        MILLWRIGHT_URL: access.nodeRed.adminUrl,
      };
      if (everything) return millwright(['access', ...args], { node: target.node, environment });
      const surroundings = { ...recorded(environment), now: () => new Date() };
      const code = await main(['access', ...args], commands, surroundings);
      return { code, out: surroundings.text(), err: surroundings.errorText() };
    }

    const rulesThatHold = async (): Promise<Policy> => JSON.parse((await run(['policy', 'get'])).out);

    it('prints the rules as a file that is valid, and changes nothing by it', async () => {
      const rules = await rulesThatHold();
      assert.deepEqual(rules, (await access.policy()).policy);
      await writeFile(file, JSON.stringify(rules));
      assert.equal((await run(['check', file])).code, 0);
      const same = await run(['policy', 'set', file]);
      assert.deepEqual([same.code, same.err], [0, '']);
      assert.equal(same.out, `The rules of revision ${first} hold.\n`);
    });

    it('says what would change, and changes it only when told to', async () => {
      const rules = await rulesThatHold();
      await writeFile(file, JSON.stringify({ ...rules, roles: [...rules.roles, nightShift] }));
      const dry = await run(['policy', 'set', file, '--dry-run']);
      assert.deepEqual([dry.code, dry.err], [0, '']);
      assert.match(dry.out, /\+ role night-shift/);
      const unasked = await run(['policy', 'set', file]);
      assert.deepEqual([unasked.code, /cli\.consent-needed/.test(unasked.err)], [2, true]);
      assert.deepEqual(await rulesThatHold(), rules);
    });

    it('changes the rules until it is confirmed, or reverted', async () => {
      const waits = await run(['policy', 'set', file, '--yes', '--confirm-within', '5m', '--note', 'nights']);
      assert.match(
        waits.out,
        new RegExp(`The rules of revision ${first + 1} hold\\. They go back to revision ${first} at`),
      );
      const kept = await run(['confirm']);
      assert.equal(kept.out, `The rules of revision ${first + 1} hold.\n`);
      const reverted = await run(['revert', String(first), '--yes']);
      assert.equal(reverted.out, `The rules of revision ${first + 2} hold.\n`);
      assert.ok(!(await rulesThatHold()).roles.some(({ name }) => name === 'night-shift'));
      const list = await run(['policy', 'list']);
      assert.match(
        list.out,
        new RegExp(`^${first + 2} .*owner  as revision ${first}\n${first + 1} .*owner.*“nights”\n`),
      );
    });

    it('does not take what would leave nobody to change the rules, nor what is not valid', async () => {
      const rules = await rulesThatHold();
      for (const [changed, code] of [
        [{ ...rules, bindings: [] }, 'access.last-owner'],
        [{ ...rules, roles: [] }, 'policy.invalid'],
      ] as const) {
        await writeFile(file, JSON.stringify(changed));
        const refused = await run(['policy', 'set', file, '--yes']);
        assert.equal(refused.code, 2);
        assert.ok(refused.err.includes(`(${code})`), refused.err);
      }
      assert.deepEqual(await rulesThatHold(), rules);
    });

    it('explains whether somebody may do something, and who can', async () => {
      await access.token('operator');
      const may = await run(['explain', 'operator', 'inject', 'node:in']);
      assert.equal(may.code, 0, may.err);
      assert.match(may.out, /^● operator may do this\.\n {2}Roles: operator/);
      const mayNot = await run(['explain', 'operator', 'flow.edit', 'tab:endpoints', '--trace']);
      assert.equal(mayNot.code, 1, mayNot.err);
      assert.match(mayNot.out, /■ operator may not do this\./);
      assert.match(mayNot.out, /flow\.edit on tab "Endpoints": no rule allows it/);
      assert.match(mayNot.out, /Who can: whoever has the role .*engineer/);
      assert.match(mayNot.out, /Rules that were looked at:\n {2}\w/);
      const json = JSON.parse((await run(['explain', 'operator', 'inject', '--json'])).out);
      assert.deepEqual([json.format, json.allowed, json.trace.length > 0], [1, true, true]);
    });

    it('does nothing for who may not', async () => {
      await writeFile(file, (await run(['policy', 'get'])).out);
      const refused = await run(['policy', 'set', file, '--yes'], 'operator');
      assert.equal(refused.code, 2);
      assert.match(refused.err, /\(access\.denied\)/);
    });
  });
}
