import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { FlowItem } from '@millwright/flows';
import { checkAdoption, makeSigningKey, revisionOf } from '@millwright/release';
import { fleetErrors } from '../../../common/errors.ts';
import { longestAdoptedFlows } from '../../../common/road.ts';
import { type HandInOptions, handIn } from './hand-in.ts';

const key = makeSigningKey(randomBytes);
const device = { id: 'oven-1', key: key.public.text, isShutOut: false };
const effect = { kind: 'adopt', turn: 1, rev: 'any' } as const;

/** What goes to the hub. */
async function handedIn(
  items: readonly FlowItem[],
  own: Readonly<Record<string, object>> = {},
  sent: Awaited<ReturnType<HandInOptions['sent']>> = {},
) {
  const said: { envelope: string; flows: string }[] = [];
  const nodeRed = {
    getFlows: () => ({ rev: revisionOf(items), items }),
    credentials: (id: string) => own[id] as Record<string, unknown> | undefined,
  };
  const adopt = handIn({
    nodeRed: nodeRed as HandInOptions['nodeRed'],
    sent: async () => sent,
    ...{ device: device.id, key, now: () => 7 },
    session: { with: (_signal, run) => run('pass') },
    hub: {
      call: async (_route, body) => {
        said.push(body as never);
        return {} as never;
      },
    },
  });
  const answer = await adopt(effect, new AbortController().signal);
  assert.deepEqual(answer, { kind: 'adopted' });
  const [{ envelope, flows } = assert.fail()] = said;
  return { text: JSON.stringify(said), ...checkAdoption(envelope, { device, flows: unpacked(flows) }) };
}

const unpacked = (flows: string): Uint8Array => gunzipSync(Buffer.from(flows, 'base64'));

describe('what a device hands in', () => {
  const items: readonly FlowItem[] = [
    { id: 't', type: 'tab', label: 'Oven' },
    { id: 'same', type: 'http request', z: 't' },
    { id: 'typed', type: 'http request', z: 't', credentials: { password: 'planted' } },
    { id: 'new', type: 'http request', z: 't' },
  ];

  it('is what runs, and by id whose credentials are others, never which', async () => {
    const own = {
      same: { password: 'one', user: 'ana' },
      typed: { password: 'planted' },
      new: { password: 'planted' },
    };
    const sent = { same: { user: 'ana', password: 'one' }, typed: { password: 'before' } };
    const { content, items: taken, text } = await handedIn(items, own, sent);
    assert.deepEqual(
      [content.credentials, content.time, content.rev],
      [['typed', 'new'], 7, revisionOf(taken)],
    );
    assert.equal(taken.length, 4);
    assert.equal(text.includes('planted') || JSON.stringify(taken).includes('planted'), false);
  });

  it('takes names that no document can have as none', async () => {
    const odd = [
      { id: 'x'.repeat(65), type: 'inject' },
      { id: 'a\u0000', type: 'inject' },
      { type: 'inject' },
    ];
    const own = { ['x'.repeat(65)]: { a: 1 }, 'a\u0000': { a: 1 } };
    assert.deepEqual((await handedIn(odd, own)).content.credentials, []);
  });

  it('is refused here where the hub would not take it', async () => {
    const large = [{ id: 'a', type: 'function', func: ' '.repeat(longestAdoptedFlows) }];
    await assert.rejects(handedIn(large), fleetErrors.adoptionLarge.is);
    const dense = [{ id: 'a', type: 'function', func: randomBytes(3_500_000).toString('base64') }];
    await assert.rejects(handedIn(dense), fleetErrors.adoptionLarge.is);
  });
});
