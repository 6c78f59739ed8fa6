import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { compilePolicy, type Policy, type Rule } from '@millwright/access';
import { divideFlows } from '@millwright/flows';
import type { Operation } from '@millwright/runtime';
import { requestErrors } from '@millwright/schema';
import { accessErrors } from '../../common/errors.ts';
import { Decisions } from './decisions.ts';
import { guard } from './guard.ts';
import type { World } from './target-needs.ts';

const flows = divideFlows([
  { id: 'a', type: 'tab', label: 'Oven 3' },
  { id: 'b', type: 'tab', label: 'Yard' },
  { id: 's', type: 'subflow', name: 'Scale' },
  { id: 'i', type: 'subflow:s', z: 'a', x: 1, y: 1 },
  { id: 'in', type: 'debug', z: 's', name: 'inner', x: 1, y: 1 },
  { id: 'n', type: 'debug', z: 'b', name: 'outer', x: 1, y: 1 },
]);
const world: World = { document: () => flows, moduleOf: () => 'node-red' };

const policyOf = (...rules: Rule[]): Policy => ({
  format: 1,
  roles: [{ name: 'r', rules }],
  bindings: [{ subject: { kind: 'user', name: 'ana' }, role: 'r' }],
});
const allow = (actions: string[], more: Partial<Rule> = {}): Rule => ({
  name: `allow ${actions}`,
  effect: 'allow',
  actions,
  ...more,
});
const deny = (actions: string[], more: Partial<Rule> = {}): Rule => ({
  ...allow(actions, more),
  name: `deny ${actions}`,
  effect: 'deny',
});

const operation = (given: Partial<Operation>): Operation =>
  ({
    name: given.action,
    kind: 'write',
    actor: { kind: 'user', name: 'ana' },
    input: {},
    ...given,
  }) as Operation;

/** What npm knows a plugin by. */
const ownName = (area: string): string => {
  const file = new URL(`../../../../${area}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly name: string }).name;
};

function guarded(policy: Policy, phase: 'off' | 'on' = 'on') {
  const decisions = new Decisions(() => {});
  const decider = compilePolicy(policy);
  const { authorise } = guard({
    rules: { phase: () => phase, decider: () => decider },
    subjectOf: ({ kind, name }) =>
      kind === 'user' && name !== undefined ? { kind, name } : { kind: 'anyone' },
    world,
    now: () => Date.parse('2026-11-26T10:00:00Z'),
    record: (decision) => decisions.record(decision),
  });
  const refuses = (given: Partial<Operation>): boolean => {
    try {
      void authorise?.(operation(given), new AbortController().signal);
      return false;
    } catch (error) {
      if (!accessErrors.denied.is(error)) throw error;
      return true;
    }
  };
  return { refuses, decisions };
}

describe('the guard', () => {
  it('refuses nothing while nobody owns the instance, and everything afterwards that no rule allows', () => {
    const write = { action: 'flow.run' };
    assert.equal(guarded(policyOf(), 'off').refuses(write), false);
    assert.equal(guarded(policyOf()).refuses(write), true);
    assert.equal(guarded(policyOf(allow(['flow.run']))).refuses(write), false);
    assert.equal(guarded(policyOf()).refuses({ ...write, actor: { kind: 'system' } }), false);
  });

  it('leaves alone what Node-RED does not survive, pages of nodes, and what concerns only who asks', () => {
    const { refuses } = guarded(policyOf());
    assert.equal(refuses({ name: 'settings.get', action: 'settings.read', kind: 'read' }), false);
    assert.equal(refuses({ name: 'access.getMe', action: 'access.read', kind: 'read' }), false);
    assert.equal(refuses({ name: 'access.getPolicy', action: 'access.read', kind: 'read' }), true);
    const page: Partial<Operation> = { name: 'http.admin', action: 'flow.read', kind: 'read' };
    assert.equal(refuses({ ...page, actor: { kind: 'anyone' } }), false);
    assert.equal(refuses(page), true);
    assert.equal(refuses({ ...page, kind: 'write', actor: { kind: 'anyone' } }), true);
  });

  it('lets whoever is logged in open the editor, and no one else', () => {
    const { refuses } = guarded(policyOf(deny(['*'])));
    const list: Partial<Operation> = { name: 'plugins.catalogs.get', action: 'module.read', kind: 'read' };
    assert.equal(refuses(list), false);
    assert.equal(refuses({ ...list, name: 'nodes.module.get' }), true);
    assert.equal(refuses({ ...list, actor: { kind: 'token', name: 'ana' } }), true);
    assert.equal(refuses({ ...list, actor: { kind: 'anyone' } }), true);
    assert.equal(refuses({ name: 'flows.get', action: 'flow.read', kind: 'read' }), true);
  });

  it('finds a node on its tab, and one in a subflow on every tab that uses it', () => {
    const onOven = guarded(
      policyOf(allow(['inject']), deny(['inject'], { on: [{ tab: { name: 'Oven *' } }] })),
    );
    const inject = (id: string): Partial<Operation> => ({ action: 'inject', target: { kind: 'node', id } });
    assert.equal(onOven.refuses(inject('n')), false);
    assert.equal(onOven.refuses(inject('in')), true);
    // Node-RED makes up ids for the nodes of an instance.
    assert.equal(onOven.refuses(inject('made-up')), true);
  });

  it('keeps what others did when one person does the same all day', () => {
    const ids: (readonly number[])[] = [];
    const decisions = new Decisions((_, kept) => void ids.push(kept));
    decisions.load([]);
    const record = (name: string): void =>
      decisions.record({
        time: 0,
        subject: { kind: 'user', name },
        operation: 'inject',
        action: 'inject',
        about: { kind: 'instance' },
        allowed: true,
        reasons: [],
        asked: { subject: { kind: 'user', name }, circumstances: { time: 0 }, needs: [] },
      });
    const of = (name: string): number =>
      decisions.list().filter(({ subject }) => subject.name === name).length;
    for (let time = 0; time < 10; time += 1) record('olga');
    for (let time = 0; time < 500; time += 1) record('ana');
    assert.deepEqual([of('olga'), of('ana')], [10, 190]);
    for (let time = 0; time < 100; time += 1) record('bert');
    assert.deepEqual([of('olga'), of('ana') + of('bert')], [10, 190]);
    assert.ok(of('ana') >= 90 && of('bert') >= 90);
    assert.deepEqual(
      ids.at(-1)?.toReversed(),
      decisions.list().map(({ id }) => id),
    );
  });

  it('looks at every debug node that is switched together with others', () => {
    const { refuses } = guarded(policyOf(allow(['debug.toggle'], { on: [{ tab: { id: 'b' } }] })));
    const toggle = (nodes: unknown): Partial<Operation> => ({
      name: 'debug.set',
      action: 'debug.toggle',
      input: { body: { nodes } },
    });
    assert.equal(refuses(toggle(['n'])), false);
    assert.equal(refuses(toggle(['n', 'in'])), true);
    // Node-RED would make a text of each, however deep it lies.
    let deep: unknown = 'in';
    for (let depth = 0; depth < 20_000; depth += 1) deep = [deep];
    for (const odd of [['in'], deep, { toString: 1 }, 7])
      assert.throws(() => refuses(toggle(['n', odd])), requestErrors.invalid.is);
    assert.equal(refuses(toggle(undefined)), true);
  });

  it('takes context to be where its tab or node is, and under any other id everywhere', () => {
    const { refuses } = guarded(policyOf(allow(['context.delete'], { on: [{ tab: { id: 'b' } }] })));
    const remove = (scope: string, id?: string): Partial<Operation> => ({
      action: 'context.delete',
      target: { kind: 'context', id: `${scope}/${id}` },
      input: { scope, id },
    });
    assert.equal(refuses(remove('flow', 'b')), false);
    assert.equal(refuses(remove('node', 'n')), false);
    for (const other of [
      remove('flow', 'a'),
      remove('node', 'in'),
      remove('global'),
      remove('flow', 'global'),
    ])
      assert.equal(refuses(other), true);
    assert.equal(refuses(remove('flow', 'n:b')), true);
  });

  it('knows a module by its name only where it comes by that', () => {
    const { refuses } = guarded(policyOf(allow(['module.*'], { on: [{ module: '@plant/*' }] })));
    const install = (input: object): Partial<Operation> => ({
      action: 'module.install',
      target: { kind: 'module', id: '@plant/oven' },
      input: { module: '@plant/oven', ...input },
    });
    assert.equal(refuses(install({})), false);
    assert.equal(refuses(install({ version: '1.2.3' })), false);
    assert.equal(refuses(install({ version: 'npm:other@1' })), true);
    assert.equal(refuses(install({ url: 'https://example.com/x.tgz' })), true);
    const set: Partial<Operation> = {
      action: 'module.enable',
      target: { kind: 'node-set', id: '@plant/oven/heat' },
    };
    assert.equal(refuses(set), false);
    assert.equal(refuses({ ...set, target: { kind: 'node-set', id: '@other/oven/heat' } }), true);
  });

  it('holds whatever comes under no name, or under another, to what is denied of any module', () => {
    const denied = deny(['module.*'], { on: [{ module: 'node-red-contrib-*' }] });
    const { refuses } = guarded(policyOf(allow(['module.*']), denied));
    const free = guarded(policyOf(allow(['module.*'])));
    const install = (id: string, input: Operation['input'] = {}): Partial<Operation> => ({
      action: 'module.install',
      target: { kind: 'module', id },
      input,
    });
    assert.equal(refuses(install('oven')), false);
    assert.equal(refuses(install('@plant/oven')), false);
    assert.equal(refuses(install('node-red-contrib-oven')), true);
    for (const other of [
      install('oven.tgz', { tarball: { name: 'oven.tgz' } }),
      install('oven', { url: 'https://example.com/x.tgz' }),
      install('oven', { version: 'npm:node-red-contrib-oven@1' }),
      install('/tmp/oven'),
      install('./oven'),
      install('../oven'),
      install('oven@npm:node-red-contrib-oven'),
      install('plant/oven'),
    ]) {
      assert.equal(refuses(other), true, JSON.stringify(other));
      assert.equal(free.refuses(other), false, JSON.stringify(other));
    }
  });

  for (const area of ['access', 'audit']) {
    it(`lets only those at the module of ${area} who may do all that it is asked for`, () => {
      const id = ownName(area);
      const own: readonly Partial<Operation>[] = [
        { action: 'module.remove', target: { kind: 'module', id } },
        { action: 'module.install', target: { kind: 'module', id }, input: { version: '0.0.1' } },
        { action: 'module.enable', target: { kind: 'module', id } },
        { action: 'module.enable', target: { kind: 'node-set', id: `${id}/${area}` } },
      ];
      const others = ['access.write', 'audit.write'].filter((action) => action !== `${area}.write`);
      for (const given of own) {
        assert.equal(guarded(policyOf(allow(['module.*', ...others]))).refuses(given), true);
        assert.equal(guarded(policyOf(allow(['module.*', `${area}.write`]))).refuses(given), false);
      }
      const read: Partial<Operation> = {
        action: 'module.read',
        kind: 'read',
        target: { kind: 'module', id },
      };
      assert.equal(guarded(policyOf(allow(['module.read']))).refuses(read), false);
    });
  }

  it('takes what other plugins do for routes of nodes', () => {
    const { refuses } = guarded(policyOf(allow(['flow.read'])));
    assert.equal(refuses({ action: 'heat-map.read', kind: 'read' }), false);
    assert.equal(refuses({ action: 'heat-map.write' }), true);
    assert.equal(guarded(policyOf(allow(['node-route.call']))).refuses({ action: 'heat-map.write' }), false);
  });

  it('keeps decisions about writes and refused reads, and none about editors themselves', () => {
    const { refuses, decisions } = guarded(policyOf(allow(['flow.read', 'flow.run', 'settings.write'])));
    refuses({ action: 'flow.read', kind: 'read' });
    refuses({ action: 'history.read', kind: 'read', background: true });
    refuses({ action: 'settings.write' });
    refuses({ action: 'flow.run' });
    refuses({ action: 'context.read', kind: 'read' });
    assert.deepEqual(
      decisions.list().map(({ action, allowed }) => [action, allowed]),
      [
        ['context.read', false],
        ['flow.run', true],
      ],
    );
  });
});

describe('the last decisions', () => {
  it('are 200, and go on after a restart', () => {
    const saved: number[] = [];
    const { decisions: source, refuses } = guarded(policyOf(allow(['flow.run'])));
    refuses({ action: 'flow.run' });
    const [one] = source.list();
    assert.ok(one);
    const decisions = new Decisions(({ id }) => saved.push(id));
    decisions.record(one);
    assert.deepEqual(saved, []);
    decisions.load([{ ...one, id: 7 }]);
    assert.deepEqual(saved, [8]);
    for (let count = 0; count < 300; count++) decisions.record(one);
    assert.equal(decisions.list().length, 200);
    assert.equal(decisions.list()[0]?.id, 308);
  });
});
