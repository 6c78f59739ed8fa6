import assert from 'node:assert/strict';
import { opcuaErrors, serviceError } from '../errors.ts';
import type { ManyService, OperationLimits } from './caller.ts';
import { sendMany } from './many.ts';
import { LearnedLimits } from './operation-limits.ts';
import { refusalOf } from './refusal-of.ts';

const limits = { maxNodesPerRead: 100 } as OperationLimits;

interface Sent {
  readonly requestHeader: object;
  readonly operations: readonly number[];
}

const service: ManyService<number, number> = {
  limit: 'maxNodesPerRead',
  build: (operations): Sent => ({ requestHeader: {}, operations }),
  results: (_, operations) => operations.map((operation) => operation * 2),
};

/** A server that refuses what the test says. */
function scene(
  refuses: (operations: readonly number[]) => string | undefined,
  repeatable = true,
  errorOf: (status: string) => unknown = serviceError,
) {
  const sizes: number[] = [];
  const learned = new LearnedLimits();
  const run = (count: number) =>
    sendMany({
      operations: Array.from({ length: count }, (_, index) => index),
      service,
      limits,
      learned,
      repeatable,
      send: async (build) => {
        const { operations } = build({} as never) as Sent;
        sizes.push(operations.length);
        const status = refuses(operations);
        if (status) throw errorOf(status);
        return { responseHeader: {} };
      },
    });
  return { sizes, run };
}

const doubled = (count: number) => Array.from({ length: count }, (_, index) => ({ result: index * 2 }));

describe('many operations', () => {
  it('go in requests of as many as the server says that it takes', async () => {
    const { sizes, run } = scene(() => undefined);
    assert.deepEqual(await run(250), doubled(250));
    assert.deepEqual(sizes, [100, 100, 50]);
  });

  it('go in halves where it takes fewer than it says, and that is remembered', async () => {
    const { sizes, run } = scene(({ length }) => (length > 30 ? 'BadTooManyOperations' : undefined));
    assert.deepEqual(await run(100), doubled(100));
    assert.deepEqual(sizes.splice(0), [100, 50, 25, 25, 25, 25]);
    assert.deepEqual(await run(100), doubled(100));
    assert.deepEqual(sizes, [25, 25, 25, 25]);
  });

  it('go in halves where the answer would be too large', async () => {
    for (const status of ['BadResponseTooLarge', 'BadEncodingLimitsExceeded']) {
      const { sizes, run } = scene(({ length }) => (length > 20 ? status : undefined));
      assert.deepEqual(await run(64), doubled(64));
      assert.deepEqual(sizes, [64, 32, 16, 16, 16, 16]);
    }
  });

  it('fail alone where one of them is too large, and nothing is concluded from it', async () => {
    const { sizes, run } = scene((operations) =>
      operations.includes(7) ? 'BadResponseTooLarge' : undefined,
    );
    const outcomes = await run(64);
    assert.deepEqual(
      outcomes.map((outcome) => 'error' in outcome),
      Array.from({ length: 64 }, (_, index) => index === 7),
    );
    sizes.splice(0);
    await run(3);
    assert.deepEqual(sizes, [3]);
    const alone = scene(() => 'BadResponseTooLarge');
    const [only] = await alone.run(1);
    assert.ok(only && 'error' in only);
    assert.deepEqual(alone.sizes, [1]);
  });

  it('are not sent again where they change something, and the next ones go as fewer', async () => {
    const { sizes, run } = scene(() => 'BadResponseTooLarge', false);
    const outcomes = await run(4);
    assert.ok(outcomes.every((outcome) => 'error' in outcome));
    assert.deepEqual(sizes, [4]);
    const unread = scene(({ length }) => (length > 2 ? 'BadTooManyOperations' : undefined), false);
    const refused = await unread.run(4);
    assert.ok(refused.every((outcome) => 'error' in outcome));
    assert.deepEqual(await unread.run(4), doubled(4));
    assert.deepEqual(unread.sizes, [4, 2, 2]);
  });

  it('go in halves where they are too large to be sent, also where they change something', async () => {
    for (const repeatable of [true, false]) {
      const { sizes, run } = scene(
        (operations) => (operations.length > 30 || operations.includes(7) ? 'too large' : undefined),
        repeatable,
        () => refusalOf('BadTcpMessageTooLarge', 'it is too large. Nothing was sent'),
      );
      const outcomes = await run(100);
      assert.deepEqual(
        outcomes.map((outcome) => 'error' in outcome),
        Array.from({ length: 100 }, (_, index) => index === 7),
      );
      sizes.splice(0);
      assert.deepEqual(await run(5), doubled(5));
      assert.deepEqual(sizes, [5]);
    }
    const said = scene(() => 'BadTcpMessageTooLarge', false);
    await said.run(4);
    assert.deepEqual(said.sizes, [4]);
  });

  it('hold the error of their own request alone', async () => {
    const { run } = scene((operations) => (operations.includes(150) ? 'BadUserAccessDenied' : undefined));
    const outcomes = await run(250);
    assert.deepEqual(
      outcomes.map((outcome) => 'error' in outcome),
      Array.from({ length: 250 }, (_, index) => index >= 100 && index < 200),
    );
  });

  it('that got no result of their own failed, and are not taken for done', async () => {
    const outcomes = await sendMany({
      operations: [1, 2, 3],
      service: { ...service, results: () => [2] },
      limits,
      learned: new LearnedLimits(),
      repeatable: false,
      send: async () => ({ responseHeader: {} }),
    });
    assert.deepEqual(outcomes[0], { result: 2 });
    for (const outcome of outcomes.slice(1)) {
      assert.ok('error' in outcome && opcuaErrors.badResponse.is(outcome.error));
    }
  });
});
