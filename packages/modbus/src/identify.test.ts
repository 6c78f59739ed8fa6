import assert from 'node:assert/strict';
import { identify } from './identify.ts';
import type { IdentificationPart } from './pdu/request.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const part = (ids: readonly number[], next?: number): IdentificationPart => ({
  conformity: 0x83,
  objects: ids.map((id) => ({ id, value: text(`object ${id}`) })),
  ...(next !== undefined && { next }),
});

describe('identification of a device', () => {
  it('M-C-16: merges a chain of three answers', async () => {
    const parts = new Map([
      [0, part([0, 1], 2)],
      [2, part([2, 5], 0x80)],
      [0x80, part([0x80])],
    ]);
    const asked: number[] = [];
    const { objects, complete, conformity } = await identify(async (object) => {
      asked.push(object);
      return parts.get(object) ?? assert.fail();
    });
    assert.deepEqual(asked, [0, 2, 0x80]);
    assert.deepEqual(
      objects.map(({ id, name }) => [id, name]),
      [
        [0, 'VendorName'],
        [1, 'ProductCode'],
        [2, 'MajorMinorRevision'],
        [5, 'ModelName'],
        [0x80, undefined],
      ],
    );
    assert.equal(objects[4]?.text, 'object 128');
    assert.equal(conformity, 0x83);
    assert.ok(complete);
  });

  for (const [what, next] of [
    ['repeats', 7],
    ['goes back', 3],
  ] as const) {
    it(`M-C-16: ends where the next object ${what}`, async () => {
      let asked = 0;
      const { objects, complete } = await identify(async (object) => {
        asked += 1;
        return object === 0 ? part([0], 7) : part([7], next);
      });
      assert.equal(asked, 2);
      assert.equal(objects.length, 2);
      assert.equal(complete, false);
    });
  }

  it('M-C-16: asks no more than 256 times', async () => {
    let asked = 0;
    const { complete, objects } = await identify(async (object) => {
      asked += 1;
      return part([object], (object + 1) % 256);
    });
    assert.equal(asked, 256);
    assert.equal(objects.length, 256);
    assert.equal(complete, false);
  });
});
