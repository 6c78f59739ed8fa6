import { encrypted } from '../../../runtime/atomic/scene.ts';
import { after, changed, minus, plus } from '../changes.ts';
import { credentials, type Item, plant } from '../plant.ts';
import { sends, type Trick } from '../trick.ts';
import { ofOneTab, others, type User } from '../users.ts';

const other = { user: 'x', password: 'y' };
const v2 = { 'Node-RED-API-Version': 'v2' };

const of = (id: string): RegExp => new RegExp(`^credentials of ${id}: `);

const deploy = (
  trick: string,
  by: readonly User[],
  changes: RegExp,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Trick => ({
  route: 'POST /flows',
  trick: `credentials: ${trick}`,
  by,
  changes,
  send: sends({ method: 'POST', path: '/flows', headers: { ...v2, ...headers }, body }),
});

const own = plant.find(({ id }) => id === 'm-palette') as Item;

/** Secrets that somebody plants, and no other change: in nodes, in the map, as Node-RED's file has them. */
export const credentialTricks: readonly Trick[] = [
  ...['full', 'flows', 'nodes'].map((type) =>
    deploy(
      `in a node of another tab (${type})`,
      type === 'full' ? others : ofOneTab,
      of('t-palette'),
      { flows: after(changed('t-palette', { credentials: other })) },
      { 'Node-RED-Deployment-Type': type },
    ),
  ),
  ...['full', 'flows', 'nodes'].map((type) =>
    deploy(
      `in the map, of a node of another tab (${type})`,
      type === 'full' ? others : ofOneTab,
      of('t-palette'),
      { flows: plant, credentials: { 't-palette': other } },
      { 'Node-RED-Deployment-Type': type },
    ),
  ),
  deploy('in the map, with those of the own tab', ofOneTab, of('t-palette'), {
    flows: plant,
    credentials: { 'm-palette': other, 't-palette': other },
  }),
  deploy('in a configuration node that another tab uses', ofOneTab, of('broker'), {
    flows: after(changed('broker', { credentials: other })),
  }),
  deploy('in the map, of a configuration node', [...ofOneTab, 'careful'], of('broker'), {
    flows: plant,
    credentials: { broker: other },
  }),
  deploy('encrypted, those of all', [...others, 'careful'], of('broker'), {
    flows: plant,
    credentials: encrypted({ ...credentials, broker: other }),
  }),
  deploy('encrypted, which takes away those of all', ofOneTab, of('broker'), {
    flows: plant,
    credentials: encrypted({}),
  }),
  deploy('encrypted, beside harmless ones', ofOneTab, of('broker'), {
    flows: plant,
    credentials: { 'm-palette': other, ...encrypted({ broker: other }) },
  }),
  deploy('of an id that nothing has', ofOneTab, /^(file flows_cred\.json|credentials of unknown): /, {
    flows: plant,
    credentials: { unknown: other },
  }),
  deploy('of the id of another tab', ofOneTab, of('theirs'), {
    flows: plant,
    credentials: { theirs: other },
  }),
  deploy('of a tab with a type that is denied, which sees them', ['careful', 'typed'], of('mine'), {
    flows: plant,
    credentials: { mine: { COMMAND: 'false' } },
  }),
  deploy('of a node that is denied by its module', ['careful'], of('m-palette'), {
    flows: after(changed('m-palette', { credentials: other })),
  }),
  deploy('of a node that is denied by its module, in the map', ['careful'], of('t-palette'), {
    flows: plant,
    credentials: { 't-palette': other },
  }),
  deploy('emptied, of a node of another tab', ofOneTab, of('t-palette'), {
    flows: after(changed('t-palette', { credentials: { user: '', password: '' } })),
  }),
  deploy('in a twin of a node of another tab', ofOneTab, of('t-palette'), {
    flows: after(plus({ ...own, id: 't-palette', credentials: other })),
  }),
  deploy('in an id that only reads like a node', ofOneTab, of('t-palette'), {
    flows: after(plus({ ...own, id: ['t-palette'], credentials: other })),
  }),
  deploy('gone with the node', ofOneTab, of('t-palette'), { flows: after(minus('t-palette')) }),
  {
    ...deploy('version 1, in a node of another tab', ofOneTab, of('t-palette'), {}),
    send: sends({
      method: 'POST',
      path: '/flows',
      body: after(changed('t-palette', { credentials: other })),
    }),
  },
  {
    route: 'PUT /flow/:id',
    trick: 'credentials: of another tab',
    by: ofOneTab,
    changes: of('t-palette'),
    send: sends({
      method: 'PUT',
      path: '/flow/theirs',
      body: {
        label: 'Line 2',
        nodes: after(changed('t-palette', { credentials: other })).filter(({ z }) => z === 'theirs'),
      },
    }),
  },
  {
    route: 'PUT /flow/global',
    trick: 'credentials: of a configuration node',
    by: [...ofOneTab, 'careful'],
    changes: of('broker'),
    send: sends({
      method: 'PUT',
      path: '/flow/global',
      body: { configs: [{ ...plant.find(({ id }) => id === 'broker'), credentials: other }] },
    }),
  },
];
