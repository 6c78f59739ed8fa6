import { comment, tab } from '../../../runtime/probe-client.ts';
import { after, changed, first, lacking, minus, plus } from '../changes.ts';
import { execNode, functionNode, type Item, plant } from '../plant.ts';
import { ofOneTab, others, type User } from '../users.ts';

/** A change of the flows, however it is sent. */
export interface Edit {
  readonly edit: string;
  readonly by: readonly User[];
  readonly flows: readonly unknown[];
}

/** Nested as deep as few programs expect, and less deep than what is refused to everybody. */
const nested = (depth: number): unknown => (depth === 0 ? 1 : { deeper: nested(depth - 1) });

const item = (id: string): Item => plant.find((one) => one.id === id) as Item;
const instance = (type: string, id: string, z: string, more: object = {}) => ({
  ...item('t-scale'),
  type,
  id,
  z,
  ...more,
});

/** What somebody who may edit the tab `mine` alone tries. */
const onOthersTab: readonly (readonly [string, readonly unknown[]])[] = [
  ['a node of another tab changed', after(changed('t-fn', { func: 'return null;' }))],
  ['a node of another tab moved a little', after(changed('t-comment', { x: 120 }))],
  ['a node of another tab disabled', after(changed('t-fn', { d: true }))],
  ['a node added to another tab', after(plus(comment('new', 'theirs')))],
  ['a node of another tab removed', after(minus('t-comment'))],
  ['a node moved into another tab', after(changed('m-fn', { z: 'theirs' }))],
  ['a node moved out of another tab', after(changed('t-comment', { z: 'mine' }))],
  ['a node moved to a tab that is missing', after(changed('m-fn', { z: 'none' }))],
  ['a node added to a tab that is missing', after(plus(comment('new', 'none')))],
  ['a node without a tab', after(plus(lackingPlace(comment('new', 'mine'))))],
  ['a node of another tab loses its place', after(lacking('t-comment', 'z'))],
  ['a place that only reads like a tab', after(plus({ ...comment('new', 'mine'), z: ['theirs'] }))],
  ['an id that only reads like a node', after(plus({ ...comment('t-fn', 'mine'), id: ['t-fn'] }))],
  ['a twin of a node of another tab', after(plus({ ...functionNode('t-fn', 'mine'), func: 'return null;' }))],
  ['a twin of a node of another tab, before it', [functionNode('t-fn', 'mine'), ...plant]],
  ['a twin of another tab', after(plus(tab('theirs', { label: 'Line 1', disabled: true })))],
  ['a twin of the own tab', after(plus(tab('mine', { label: 'Line 3' }), comment('new', 'theirs')))],
  ['the id __proto__', after(plus(comment('__proto__', 'theirs')))],
  ['the id constructor', after(plus(comment('constructor', 'theirs')))],
  [
    'a key __proto__',
    [...plant, JSON.parse('{"id":"new","type":"comment","__proto__":{"z":"mine"},"z":"theirs"}')],
  ],
  ['another tab renamed', after(changed('theirs', { label: 'Line 1' }))],
  ['another tab disabled', after(changed('theirs', { disabled: true }))],
  ['another tab locked', after(changed('theirs', { locked: true }))],
  [
    'the variables of another tab',
    after(changed('theirs', { env: [{ name: 'A', value: '1', type: 'str' }] })),
  ],
  ['the description of another tab', after(changed('theirs', { info: 'x' }))],
  ['another tab removed', plant.filter(({ id, z }) => id !== 'theirs' && z !== 'theirs')],
  ['everything but the own tab left out', plant.filter(({ id, z }) => id === 'mine' || z === 'mine')],
  ['a tab added', after(plus(tab('new', { label: 'Line 1' })))],
  ['another tab becomes a subflow', after(changed('theirs', { type: 'subflow', name: 'x' }))],
  ['the order of the tabs', after(first('theirs'))],
  ['the definition of a subflow', after(changed('scale-fn', { func: 'return null;' }))],
  [
    'the variables of a subflow',
    after(changed('scale', { env: [{ name: 'FACTOR', type: 'str', value: '9' }] })),
  ],
  ['a node added to a subflow', after(plus(comment('new', 'scale')))],
  ['a node moved into a subflow', after(changed('m-fn', { z: 'scale' }))],
  ['a subflow within a subflow', after(changed('nest-scale', { name: 'x' }))],
  ['a subflow removed', plant.filter(({ id, z }) => ![id, z].includes('nest') && id !== 't-nest')],
  ['a subflow added', after(plus({ ...item('nest'), id: 'new' }))],
  ['an instance on another tab', after(plus(instance('subflow:scale', 'new', 'theirs')))],
  [
    'the variables of an instance on another tab',
    after(changed('t-scale', { env: [{ name: 'FACTOR', type: 'str', value: '9' }] })),
  ],
  ['a configuration node that another tab uses', after(changed('broker', { broker: 'elsewhere' }))],
  ['a configuration node that another uses', after(changed('tls', { verifyservercert: false }))],
  ['a configuration node of another tab', after(changed('scoped', { broker: 'elsewhere' }))],
  ['a configuration node that nobody uses', after(changed('unused', { broker: 'elsewhere' }))],
  ['a configuration node added', after(plus({ ...item('unused'), id: 'new' }))],
  ['a configuration node added to another tab', after(plus({ ...item('scoped'), id: 'new' }))],
  ['a configuration node removed', after(minus('unused'))],
  ['a twin of a configuration node', after(plus({ ...item('broker'), z: 'mine', broker: 'elsewhere' }))],
  ['a link to another tab', after(changed('m-out', { links: ['t-in'] }))],
  ['a link from the other side', after(changed('t-in', { links: ['m-out'] }))],
  ['a link call to another tab', after(changed('m-call', { links: ['t-in'] }))],
  ['a wire to another tab', after(changed('m-fn', { wires: [['m-debug', 't-fn']] }))],
  ['a wire of another tab by its name', after(changed('t-comment', { wires: [['${NR_FLOW_NAME}']] }))],
  ['a wire of another tab to itself', after(changed('t-fn', { wires: [['t-debug', '$(NR_NODE_ID)']] }))],
  ['a wire of another tab to what may come', after(changed('t-fn', { wires: [['t-debug', 'later']] }))],
  ['a link of another tab by a variable', after(changed('t-in', { links: ['${NR_FLOW_NAME}'] }))],
  ['lists of another tab that are no ends', after(changed('t-comment', { links: [] }))],
  [
    'a wire by a variable that is reckoned',
    after(
      changed('mine', { env: [{ name: 'TO', type: 'jsonata', value: '"t-" & "fn"' }] }),
      changed('m-fn', { wires: [['${TO}']] }),
    ),
  ],
  ['a link by a variable', after(changed('m-out', { links: ['${TO}'] }))],
  ['errors caught by a variable', after(changed('m-catch', { scope: ['$(TO)'] }))],
  ['errors caught of another tab', after(changed('m-catch', { scope: ['m-fn', 't-fn'] }))],
  ['statuses watched of another tab', after(changed('m-status', { scope: ['t-fn'] }))],
  ['completions watched of another tab', after(changed('m-complete', { scope: ['t-fn'] }))],
  [
    'a group on another tab',
    after(plus({ ...item('inner'), g: undefined, id: 'new', z: 'theirs', nodes: ['t-comment'] })),
  ],
  ['the frame of a group of another tab, without end', after(changed('t-group', { w: 'x'.repeat(50) }))],
  [
    'a group that takes a node of another tab',
    after(changed('protected', { nodes: ['guarded', 'inner', 't-comment'] })),
  ],
  [
    'the environment of all tabs',
    after(changed('environment', { env: [{ name: 'A', value: '1', type: 'str' }] })),
  ],
  ['modules of all tabs', after(changed('environment', { modules: { x: '1' } }))],
  ['deep down in a node of another tab', after(changed('t-comment', { more: nested(60) }))],
  ['a null beside a node of another tab', after(changed('t-comment', { info: null }))],
];

function lackingPlace({ z: _z, x: _x, y: _y, wires: _wires, ...rest }: ReturnType<typeof comment>): object {
  return rest;
}

/** What somebody tries to whom only some things are denied. */
const ofWhatIsDenied: readonly (readonly [string, readonly unknown[]])[] = [
  ['a node of a tab denied by its name', after(changed('s-comment', { name: 'x' }))],
  ['a tab denied by its name, renamed', after(changed('safety', { label: 'Line 9' }))],
  [
    'a tab denied by its name, renamed with its nodes',
    after(changed('safety', { label: 'Line 9' }), changed('s-comment', { name: 'x' })),
  ],
  ['a tab takes a name that is denied', after(changed('theirs', { label: 'Safety too' }))],
  ['a node added to a tab denied by its name', after(plus(comment('new', 'safety')))],
  ['a place that only reads like a denied tab', after(plus({ ...comment('new', 'mine'), z: ['safety'] }))],
  ['a tab denied by its name, replaced by a twin', after(plus(tab('safety', { label: 'Line 9' })))],
  ['a node out of a tab denied by its name', after(changed('s-comment', { z: 'mine' }))],
  ['a node in a group that is denied', after(changed('guarded', { info: 'x' }))],
  ['a node in a group within one that is denied', after(changed('guarded-inner', { info: 'x' }))],
  [
    'a node taken out of a group that is denied',
    after(lacking('guarded', 'g'), changed('protected', { nodes: ['inner'] })),
  ],
  ['a node that only forgets its group that is denied', after(lacking('guarded', 'g'))],
  ['a node put into a group that is denied', after(changed('m-fn', { g: 'protected' }))],
  [
    'a group that is denied takes a node',
    after(changed('protected', { nodes: ['guarded', 'inner', 'm-fn'] })),
  ],
  ['a group that is denied, renamed', after(changed('protected', { name: 'Open' }))],
  [
    'a group that is denied, removed',
    after(minus('protected'), lacking('guarded', 'g'), lacking('inner', 'g')),
  ],
  ['a group taken out of one that is denied', after(lacking('inner', 'g'))],
  ['a configuration node that is denied', after(changed('broker', { broker: 'elsewhere' }))],
  ['a configuration node that is denied, removed', after(minus('broker'))],
  [
    'the environment of all tabs, a denied one too',
    after(changed('environment', { env: [{ name: 'A', value: '1', type: 'str' }] })),
  ],
  ['a twin of a configuration node that is denied', after(plus({ ...item('broker'), broker: 'elsewhere' }))],
];

/** What somebody tries who may edit what is in some groups. */
const ofGroups: readonly (readonly [string, readonly unknown[]])[] = [
  [
    'a group of one’s own moved to another tab with its nodes',
    after(...['protected', 'inner', 'guarded', 'guarded-inner'].map((id) => changed(id, { z: 'theirs' }))),
  ],
  [
    'a group within one’s own moved to another tab with its node',
    after(
      changed('inner', { z: 'theirs', g: undefined }),
      changed('guarded-inner', { z: 'theirs' }),
      changed('protected', { nodes: ['guarded'] }),
    ),
  ],
  [
    'a group of the name of one’s own on another tab',
    after(
      plus(
        { ...item('inner'), g: undefined, id: 'new', z: 'theirs', nodes: ['new-fn'] },
        functionNode('new-fn', 'theirs', { g: 'new' }),
      ),
    ),
  ],
  ['a group of another tab takes the name of one’s own', after(changed('t-group', { name: 'inner' }))],
  [
    'a twin of a group of one’s own on another tab',
    after(plus({ ...item('protected'), z: 'theirs', nodes: [] })),
  ],
  ['a node from without put into a group of one’s own', after(changed('m-fn', { g: 'protected' }))],
];

/** What somebody tries to whom a type or a module is denied. */
const ofDeniedTypes: readonly (readonly [string, readonly unknown[]])[] = [
  ['a node of a type that is denied', after(plus(execNode('new', 'mine')))],
  [
    'a type that only reads like one that is denied',
    after(plus({ ...execNode('new', 'mine'), type: ['exec'] })),
  ],
  ['a node of a type that is denied, changed', after(changed('m-exec', { command: 'false' }))],
  ['a node of a type that is denied, removed', after(minus('m-exec'))],
  ['a node retyped to what is denied', after(changed('m-fn', { ...execNode('m-fn', 'mine') }))],
  ['a node retyped from what is denied', after(changed('m-exec', { type: 'comment' }))],
  ['a type that is denied in a subflow', after(plus(execNode('new', 'scale')))],
  [
    'a type that is denied, in a subflow of its own',
    after(
      plus(
        { ...item('nest'), id: 'own' },
        execNode('own-exec', 'own'),
        instance('subflow:own', 'new', 'mine'),
      ),
    ),
  ],
  ['an instance of what holds a type that is denied', after(plus(instance('subflow:runs', 'new', 'mine')))],
  [
    'an instance with variables for a type that is denied',
    after(
      plus(
        instance('subflow:runs', 'new', 'mine', { env: [{ name: 'COMMAND', type: 'str', value: 'false' }] }),
      ),
    ),
  ],
  [
    'the default of a variable for a type that is denied',
    after(changed('runs', { env: [{ name: 'COMMAND', type: 'str', value: 'false' }] })),
  ],
  [
    'an instance, nested, of what holds a type that is denied',
    after(plus(instance('subflow:runs', 'new', 'nest'))),
  ],
  [
    'the variables of a tab with a type that is denied',
    after(changed('mine', { env: [{ name: 'COMMAND', type: 'str', value: 'false' }] })),
  ],
  [
    'the variables of all tabs, one with a type that is denied',
    after(changed('environment', { env: [{ name: 'COMMAND', type: 'str', value: 'false' }] })),
  ],
  ['a node of a module that is denied', after(plus({ ...item('m-palette'), id: 'new' }))],
  ['a node of a module that is denied, changed', after(changed('m-palette', { name: 'x' }))],
  ['a node of a module that is denied, removed', after(minus('t-palette'))],
];

/** Plain ones are tried by everybody; those that need some thought by who comes closest. */
const plainest = 6;

export const edits: readonly Edit[] = [
  ...onOthersTab.map(([edit, flows], index) => ({ edit, by: index < plainest ? others : ofOneTab, flows })),
  ...ofGroups.map(([edit, flows]) => ({ edit, by: ['grouped'] as const, flows })),
  ...ofDeniedTypes.map(([edit, flows]) => ({ edit, by: ['careful', 'typed'] as const, flows })),
  ...ofWhatIsDenied.map(([edit, flows]) => ({ edit, by: ['careful'] as const, flows })),
];
