import assert from 'node:assert/strict';
import { tagErrors } from '@millwright/tags';
import { classify } from './classify.ts';
import { modbusErrors } from './errors.ts';
import { sendAnswer } from './serve/exchange.ts';
import { Scene } from './table/scene.fixture.ts';

const one = { do: 'read', area: 'holding-register', address: 0, quantity: 1 } as const;

describe('noise instead of answers', () => {
  let scene: Scene | undefined;

  afterEach(() => scene?.close());

  it('has its unit left alone as silence does, and the others are asked on', async () => {
    scene = await Scene.open('rtu-over-tcp');
    const { client, server, terms } = scene;
    const read = (unit: number) => client.perform(unit, one, terms);
    scene.send = (exchange) => {
      if (exchange.unit === 1) sendAnswer(exchange);
      else exchange.say(Uint8Array.of(9, 9, 9, 9, 9, 9));
    };
    for (let turn = 0; turn < 3; turn += 1) {
      await read(1);
      await assert.rejects(read(2), modbusErrors.badFrame.is);
    }
    await read(1);
    await assert.rejects(read(2), tagErrors.unitSuspended.is);
    assert.equal(client.connection.state.phase, 'online');
    assert.equal(server.accepted, 1);
  });

  it('is held against no unit where it ends the connection', () => {
    const error = modbusErrors.badFrame({ reason: 'noise' });
    assert.equal(classify(error, true), 'unanswered');
    assert.equal(classify(error, false), 'lost');
  });
});
