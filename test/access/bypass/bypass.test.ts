import assert from 'node:assert/strict';
import { count, editorTargets, everything, waitFor } from '@millwright/testing';
import { difference, type Fingerprint } from '../../runtime/atomic/fingerprint.ts';
import { Lab } from './lab.ts';
import type { Trick } from './trick.ts';
import { leadNowhere } from './tricks/dressed.ts';
import { tricks } from './tricks/index.ts';
import { everybody, type User } from './users.ts';
import type { Reply } from './wire.ts';

/** At a user's, as many as take a moment, from all over the tables. */
const part = count('bypass', { quick: 16, full: tricks.length });
const chosen = tricks.filter(
  (_, index) =>
    Math.floor((index * part) / tricks.length) !== Math.floor(((index - 1) * part) / tricks.length),
);
/**
 * On the older Node-RED every other way of each route: what decides is ours and the same in both, so that there the routes have
 * to be shown, and more ways than anybody needs to trust them.
 */
const someOf = (ways: readonly Trick[]): readonly Trick[] =>
  [...Map.groupBy(ways, ({ route }) => route).values()].flatMap((those) =>
    those.filter((_, index) => index % 2 === 0),
  );
/** Who tries each: at a user's, whoever comes last and so closest. */
const triers = count('bypass_users', { quick: 1, full: everybody.length });
const triedBy = ({ by }: Trick): readonly User[] => by.slice(-triers);

/** Whoever brings no token, or one that is worth less: Node-RED itself refuses them, before there is an operation. */
const refusedByNodeRed: readonly User[] = ['stranger', 'revoked', 'token'];

interface Tally {
  requests: number;
  refusals: number;
  readonly pairs: Set<string>;
}

const titleOf = ({ route, trick }: Trick): string => `${route}: ${trick}`;

function isRefusal({ status, text }: Reply, user: User, expected: RegExp | undefined): boolean {
  if (status === 401 && refusedByNodeRed.includes(user)) return true;
  const { code = '' } = /^\{/.test(text) ? JSON.parse(text) : {};
  return (expected ?? /^403 access\.denied$/).test(`${status} ${code}`);
}

/** Everybody is refused, and all is as it was; the same request from the same state is then shown to succeed for the owner. */
async function isRefused(lab: Lab, given: Trick, tally: Tally): Promise<void> {
  const { changes, prepare, send, undo, refusal } = given;
  await lab.reset();
  await prepare?.(lab);
  try {
    const before = await lab.atRest();
    for (const user of triedBy(given)) {
      tally.requests += 1;
      const reply = await send(lab, user);
      assert.ok(
        isRefusal(reply, user, refusal),
        `${user} is answered ${reply.status} ${reply.text.slice(0, 500)}`,
      );
      assert.deepEqual(difference(before, await lab.fingerprint()), [], `after the refusal of ${user}`);
      tally.refusals += 1;
    }
    const reply = await send(lab, 'owner');
    assert.ok(
      reply.status >= 200 && reply.status < 300,
      `the owner is answered ${reply.status} ${reply.text}`,
    );
    tally.requests += 1;
    await waitFor(`the owner to change ${changes}`, async () =>
      shows(before, await lab.fingerprint(), changes),
    );
    tally.pairs.add(titleOf(given));
  } finally {
    await undo?.(lab);
  }
}

const shows = (before: Fingerprint, after: Fingerprint, changes: RegExp): boolean =>
  difference(before, after).some((line) => changes.test(line));

const all = editorTargets();
const newest = all.at(-1);

for (const target of all) {
  describe(`ways round the rules, ${target.title}`, () => {
    const ways = target === newest ? chosen : someOf(chosen);
    const tally: Tally = { requests: 0, refusals: 0, pairs: new Set() };
    let lab: Lab;
    before(async () => {
      lab = await Lab.start(target);
    });
    after(() => lab?.stop());

    for (const trick of ways) it(`${titleOf(trick)}: leads nowhere`, () => isRefused(lab, trick, tally));

    it('requests that lead nowhere leave everything as it is, whoever sends them', async function () {
      // Each of them, by each of the users, with all that there is compared after it.
      this.timeout(300_000);
      await lab.reset();
      const before = await lab.atRest();
      for (const request of leadNowhere) {
        for (const user of everything ? [...everybody, 'owner' as const] : (['token'] as const)) {
          tally.requests += 1;
          await lab.send(user, request);
          assert.deepEqual(
            difference(before, await lab.fingerprint()),
            [],
            `${user} ${request.method} ${request.path}`,
          );
        }
      }
    });

    it('the code of the set-up lets nobody in any more', async () => {
      const before = await lab.atRest();
      for (const user of ['stranger', 'nobody', 'owner'] as const) {
        const { status } = await lab.send(user, {
          method: 'POST',
          path: '/millwright/access/setup',
          body: { code: lab.setUpCode },
        });
        assert.ok(status >= 400 && status < 500, `${user} is answered ${status}`);
      }
      const { status } = await lab.send('stranger', {
        method: 'POST',
        path: '/auth/token',
        body: {
          client_id: 'node-red-editor',
          grant_type: 'password',
          scope: '*',
          username: 'setup',
          password: lab.setUpCode,
        },
      });
      assert.equal(status, 403);
      assert.deepEqual(difference(before, await lab.fingerprint()), []);
    });

    it('so many were tried', () => {
      const { requests, refusals, pairs } = tally;
      console.log(
        `      ${requests} requests, ${pairs.size} pairs of a route and a trick, ${refusals} refusals`,
      );
      assert.equal(pairs.size, ways.length);
      if (!everything) return;
      assert.ok(requests >= 300 && refusals >= 300);
      assert.ok(pairs.size >= 60);
    });
  });
}

describe('the tricks', () => {
  it('are each tried once, and by somebody', () => {
    assert.equal(new Set(tricks.map(titleOf)).size, tricks.length);
    for (const trick of tricks) assert.ok(trick.by.length > 0, titleOf(trick));
  });
});
