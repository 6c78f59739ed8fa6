import { after, type Change, changed } from '../changes.ts';
import type { Lab } from '../lab.ts';
import { plant } from '../plant.ts';
import { inFlows, sends, type Trick } from '../trick.ts';
import { everybody, ofOneTab, outsiders, readers, type User } from '../users.ts';

const base = '/millwright/history';
const inVersions = /^GET \/millwright\/history\/versions\?limit=20: /;

interface Versions {
  readonly versions: readonly { readonly number: number }[];
}

const newest = async (lab: Lab, back = 0): Promise<number> => {
  const { body } = await lab.ask<Versions>('GET', `${base}/versions?limit=5`);
  const found = body.versions[back];
  if (!found) throw new Error('There is no such version');
  return found.number;
};

/** Makes the version before the newest one differ by this from what runs. */
const differing =
  (...changes: readonly Change[]) =>
  async (lab: Lab): Promise<void> => {
    for (const flows of [after(...changes), plant]) {
      const { status, text } = await lab.nodeRed.deploy(flows, { token: lab.tokenOf('owner') });
      if (status !== 200) throw new Error(text);
    }
  };

const onOthers = differing(changed('t-comment', { name: 'x' }));
const onDenied = differing(changed('s-comment', { name: 'x' }));

const restore = (
  trick: string,
  by: readonly User[],
  prepare: NonNullable<Trick['prepare']>,
  body: object = {},
): Trick => ({
  route: 'POST /versions/:number/restore',
  trick,
  by,
  changes: inFlows,
  prepare,
  send: sends(async (lab) => ({
    method: 'POST',
    path: `${base}/versions/${await newest(lab, 1)}/restore`,
    body,
  })),
});

const withoutCareful = everybody.filter((user) => user !== 'careful');
const lesser: readonly User[] = [...readers, ...outsiders, ...ofOneTab, 'reasonless'];

/** The same changes once more, as versions that are restored; and what history itself can change. */
export const historyTricks: readonly Trick[] = [
  restore('a version in which another tab differs', withoutCareful, onOthers),
  restore('a version in which a denied tab differs', ['careful'], onDenied),
  restore('another tab alone', ['restorer', 'token', 'engineer'], onOthers, {
    scope: { parts: [{ kind: 'tab', id: 'theirs' }] },
  }),
  restore('a denied tab alone', ['careful'], onDenied, { scope: { parts: [{ kind: 'tab', id: 'safety' }] } }),
  restore('one node of another tab', ['restorer', 'token'], onOthers, { scope: { nodes: ['t-comment'] } }),
  restore('a configuration node', ['restorer'], differing(changed('broker', { broker: 'elsewhere' })), {
    scope: { parts: [{ kind: 'configuration', id: '' }] },
  }),
  restore('a subflow', ['restorer'], differing(changed('scale-fn', { func: 'return null;' })), {
    scope: { parts: [{ kind: 'subflow', id: 'scale' }] },
  }),
  {
    route: 'PATCH /versions/:number',
    trick: 'a name and a pin',
    by: lesser,
    changes: inVersions,
    send: sends(async (lab) => ({
      method: 'PATCH',
      path: `${base}/versions/${await newest(lab)}`,
      body: { name: `named ${Date.now()}`, pinned: true },
    })),
  },
  {
    route: 'POST /snapshots',
    trick: 'what runs gets a name',
    by: lesser,
    changes: inVersions,
    prepare: onOthers,
    send: sends(() => ({
      method: 'POST',
      path: `${base}/snapshots`,
      body: { name: `snapshot ${Date.now()}` },
    })),
  },
  {
    route: 'PUT /settings of history',
    trick: 'old versions go at once',
    by: [...lesser, 'engineer'],
    changes: /^GET \/millwright\/history\/settings: /,
    send: sends(async (lab) => {
      const { body } = await lab.ask<{ retention: { keepAllDays: number } }>('GET', `${base}/settings`);
      const { retention } = body;
      return {
        method: 'PUT',
        path: `${base}/settings`,
        body: { ...body, retention: { ...retention, keepAllDays: retention.keepAllDays + 1 } },
      };
    }),
  },
];
