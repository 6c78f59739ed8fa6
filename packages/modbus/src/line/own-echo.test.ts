import assert from 'node:assert/strict';
import { OwnEcho } from './own-echo.ts';
import { encodeRtu } from './rtu.ts';

const read = Uint8Array.of(3, 0, 0, 0, 1);
const write = Uint8Array.of(6, 0, 1, 0, 7);
const nextRead = encodeRtu({ unit: 1, pdu: read });
const writing = encodeRtu({ unit: 1, pdu: write });

/** What comes through of some chunks. */
const through = (echo: OwnEcho, ...chunks: readonly Uint8Array[]): number[] =>
  chunks.flatMap((chunk) => [...echo.without(chunk)]);

describe("the echo of a server's own answers", () => {
  it('is taken off, however it comes, and what follows it is not', () => {
    const echo = new OwnEcho();
    const answer = encodeRtu({ unit: 1, pdu: Uint8Array.of(3, 2, 0, 7) });
    for (const cut of [1, 3, answer.length]) {
      echo.asked(read);
      echo.said(answer);
      const chunks = [answer.subarray(0, cut), answer.subarray(cut), nextRead];
      assert.deepEqual(through(echo, ...chunks), [...nextRead]);
    }
  });

  it('costs no byte of a request where there is none', () => {
    const echo = new OwnEcho();
    echo.asked(read);
    echo.said(encodeRtu({ unit: 1, pdu: Uint8Array.of(3, 2, 0, 7) }));
    // Its first two bytes are those of the answer, too.
    const bytes = [...nextRead].map((byte) => Uint8Array.of(byte));
    assert.deepEqual(through(echo, ...bytes), [...nextRead]);
  });

  it('does not make a write go round and round, and swallows at most one that is meant', () => {
    const echo = new OwnEcho();
    echo.asked(write);
    echo.said(writing);
    assert.deepEqual(through(echo, writing), [], 'it may be the echo');
    assert.deepEqual(through(echo, writing), [...writing], 'a client that asks again meant it');
    echo.asked(write);
    echo.said(writing);
    assert.deepEqual(through(echo, writing), [...writing], 'and now it is known');
  });
});
