import type { Policy, Rule } from '@millwright/access';
import type { Lab } from '../lab.ts';
import type { Trick } from '../trick.ts';
import { everybody, ofOneTab, type User } from '../users.ts';
import type { Reply } from '../wire.ts';

const base = '/millwright/access';
const inPolicy = /^GET \/millwright\/access\/policy: /;
const inPeople = /^GET \/millwright\/access\/people: /;
const inTokens = /^GET \/millwright\/access\/tokens: /;
const inSessions = /^GET \/millwright\/access\/sessions: /;
const closest: readonly User[] = ['careful', 'token', 'narrowed', 'auditor'];

/** Puts the rules as somebody makes them of those that hold. */
const put =
  (make: (policy: Policy, user: User) => Policy, more: object = {}): Trick['send'] =>
  async (lab, user) => {
    const { body } = await lab.ask<{ policy: Policy; revision: number }>('GET', `${base}/policy`);
    const { policy, revision } = body;
    return lab.send(user, {
      method: 'PUT',
      path: `${base}/policy`,
      body: { policy: make(policy, user), revision, ...more },
    });
  };

const policy = (trick: string, by: readonly User[], send: Trick['send']): Trick => ({
  route: 'PUT /policy',
  trick,
  by,
  changes: inPolicy,
  send,
});

/** Of the owner's request it says the same of somebody else: an owner has the role already. */
const nameOf = (user: User): string =>
  ['owner', 'token', 'stranger', 'revoked'].includes(user) ? 'nobody' : user;

const all: Rule = { name: 'All', effect: 'allow', actions: ['*'] };

const policies: readonly Trick[] = [
  policy(
    'the own role raised',
    everybody,
    put((given, user) => ({
      ...given,
      bindings: [...given.bindings, { subject: { kind: 'user', name: nameOf(user) }, role: 'owner' }],
    })),
  ),
  policy(
    'everybody an owner',
    closest,
    put((given) => ({
      ...given,
      bindings: [...given.bindings, { subject: { kind: 'anyone' }, role: 'owner' }],
    })),
  ),
  policy(
    'a rule more for every role',
    closest,
    put((given) => ({
      ...given,
      roles: given.roles.map((role) => ({ ...role, rules: [...role.rules, all] })),
    })),
  ),
  policy(
    'what is denied taken out',
    closest,
    put((given) => ({
      ...given,
      roles: given.roles.map((role) => ({
        ...role,
        rules: role.rules.filter(({ effect }) => effect === 'allow'),
      })),
    })),
  ),
  policy(
    'the own role raised for a while',
    closest,
    put(
      (given, user) => ({
        ...given,
        bindings: [...given.bindings, { subject: { kind: 'user', name: nameOf(user) }, role: 'owner' }],
      }),
      { confirmWithin: 600 },
    ),
  ),
  {
    ...policy('back to rules that were wider', closest, async (lab, user) => {
      const { body } = await lab.ask<{ revision: number }>('GET', `${base}/policy`);
      return lab.send(user, {
        method: 'POST',
        path: `${base}/policy/revert`,
        body: { revision: body.revision, to: lab.wideRevision },
      });
    }),
    route: 'POST /policy/revert',
  },
  {
    ...policy('rules kept that would revert', closest, async (lab, user) =>
      lab.send(user, {
        method: 'POST',
        path: `${base}/policy/confirm`,
        body: { revision: await lab.revision() },
      }),
    ),
    route: 'POST /policy/confirm',
    prepare: (lab) => put((given) => given, { confirmWithin: 600, note: 'trial' })(lab, 'owner'),
  },
];

const password = 'a password of a test';

const people: readonly Trick[] = [
  {
    route: 'POST /people',
    trick: 'somebody new who is an owner',
    by: everybody,
    changes: inPeople,
    send: (lab, user) =>
      lab.send(user, {
        method: 'POST',
        path: `${base}/people`,
        body: { name: 'new', password, roles: ['owner'] },
      }),
    undo: (lab) => lab.ask('DELETE', `${base}/people/new`),
  },
  {
    route: 'PATCH /people/:name',
    trick: 'own roles',
    by: everybody,
    changes: inPeople,
    send: (lab, user) =>
      lab.send(user, {
        method: 'PATCH',
        path: `${base}/people/${nameOf(user)}`,
        body: { roles: ['owner'] },
      }),
  },
  {
    route: 'PATCH /people/:name',
    trick: 'the roles of an owner taken away',
    by: closest,
    changes: inPeople,
    send: (lab, user) =>
      lab.send(user, { method: 'PATCH', path: `${base}/people/remote`, body: { roles: ['viewer'] } }),
  },
  {
    route: 'DELETE /people/:name',
    trick: 'somebody with a role',
    by: closest,
    changes: inPeople,
    send: (lab, user) => lab.send(user, { method: 'DELETE', path: `${base}/people/leaver` }),
  },
];

const spare = 'spare';
const spareToken = async (lab: Lab): Promise<void> => {
  await lab.ask('POST', `${base}/tokens`, { name: spare, days: 1 });
};
const removeTokens = async (lab: Lab): Promise<void> => {
  const { body } = await lab.ask<{ tokens: { id: string; name: string }[] }>('GET', `${base}/tokens`);
  for (const { id, name } of body.tokens)
    if (name.startsWith(spare)) await lab.ask('DELETE', `${base}/tokens/${id}`);
};

const tokens: readonly Trick[] = [
  ...(
    [
      ['for a year', { days: 365 }],
      ['of a role that they have not', { days: 1, roles: ['owner'] }],
    ] as const
  ).map(
    ([trick, more]): Trick => ({
      route: 'POST /tokens',
      trick,
      by: everybody,
      changes: inTokens,
      send: (lab, user) =>
        lab.send(user, { method: 'POST', path: `${base}/tokens`, body: { name: spare, ...more } }),
      undo: removeTokens,
    }),
  ),
  {
    route: 'DELETE /tokens/:id',
    trick: 'somebody else’s',
    by: [...closest, 'stranger'],
    changes: inTokens,
    prepare: async (lab) => {
      await removeTokens(lab);
      await spareToken(lab);
    },
    send: async (lab, user): Promise<Reply> => {
      const { body } = await lab.ask<{ tokens: { id: string; name: string }[] }>('GET', `${base}/tokens`);
      const { id } = body.tokens.find(({ name }) => name === spare) ?? { id: 'none' };
      return lab.send(user, { method: 'DELETE', path: `${base}/tokens/${id}` });
    },
  },
  {
    route: 'DELETE /sessions/:id',
    trick: 'somebody else’s',
    by: [...closest, ...ofOneTab, 'stranger'],
    changes: inSessions,
    prepare: (lab) => lab.logIn('viewer'),
    send: async (lab, user): Promise<Reply> => {
      const { body } = await lab.ask<{ sessions: { id: string; user: string; expires: number }[] }>(
        'GET',
        `${base}/sessions`,
      );
      const [newest] = body.sessions
        .filter((session) => session.user === 'viewer')
        .sort((a, b) => b.expires - a.expires);
      return lab.send(user, { method: 'DELETE', path: `${base}/sessions/${newest?.id}` });
    },
  },
];

/** Rights taken instead of given: roles, people, tokens, sessions. */
export const accessTricks: readonly Trick[] = [...policies, ...people, ...tokens];
