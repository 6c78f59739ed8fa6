import assert from 'node:assert/strict';
import { readFlowFile, readFlowText } from './flow-file.ts';

describe('a flow file that is compared', () => {
  const items = [{ id: 'a', type: 'tab', label: 'Oven 3' }];

  it('is a list of nodes, with or without a wrapping and a byte order mark', () => {
    assert.deepEqual(readFlowText(JSON.stringify(items)), { ok: true, flows: items });
    assert.deepEqual(readFlowText(`\uFEFF${JSON.stringify({ rev: 'x', flows: items })}`), {
      ok: true,
      flows: items,
    });
    assert.deepEqual(readFlowText('[]'), { ok: true, flows: [] });
  });

  it('is read without the credentials in it', () => {
    const secret = [{ id: 'b', type: 'mqtt-broker', credentials: { password: 'never sent' } }];
    assert.deepEqual(readFlowText(JSON.stringify(secret)), {
      ok: true,
      flows: [{ id: 'b', type: 'mqtt-broker' }],
    });
  });

  it('is refused with what is wrong with it', () => {
    const problems: readonly (readonly [string, string])[] = [
      ['', 'empty'],
      ['  \n', 'empty'],
      ['[{"id":', 'notJson'],
      ['7', 'notFlows'],
      ['{"flows":{}}', 'notFlows'],
      ['[{"id":"a"}]', 'notItems'],
      ['[["a"]]', 'notItems'],
      ['[null]', 'notItems'],
    ];
    for (const [text, problem] of problems) assert.deepEqual(readFlowText(text), { ok: false, problem });
  });

  it('is not even read when it is too large', async () => {
    const file = new File(['[]        '], 'flows.json');
    assert.deepEqual(await readFlowFile(file, 5), { ok: false, problem: 'tooLarge' });
    assert.deepEqual(await readFlowFile(file, 50), { ok: true, flows: [] });
  });
});
