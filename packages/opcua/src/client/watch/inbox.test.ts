import { deepEqual, equal } from 'node:assert/strict';
import { ManualClock } from '@millwright/tags';
import { DataChangeNotification, NotificationMessage, PublishResponse } from 'node-opcua-types';
import { Inbox } from './inbox.ts';

const message = (sequenceNumber: number, hasData = true) =>
  new NotificationMessage({
    sequenceNumber,
    notificationData: hasData ? [new DataChangeNotification({})] : [],
  });
const response = (sequenceNumber: number, hasData = true) =>
  new PublishResponse({ notificationMessage: message(sequenceNumber, hasData) });

function inbox() {
  const told: string[] = [];
  const asked: { sequence: number; answer: (isKept: boolean) => Promise<void> }[] = [];
  const made = new Inbox({
    clock: new ManualClock(1_000),
    republish: (sequence) =>
      new Promise((resolve, reject) => {
        const answer = async (isKept: boolean) => {
          if (isKept) resolve(message(sequence));
          else reject(new Error('gone'));
          for (let turn = 0; turn < 5; turn += 1) await undefined;
        };
        asked.push({ sequence, answer });
      }),
    deliver: ({ sequenceNumber, notificationData }) =>
      told.push(notificationData?.length ? `${sequenceNumber}` : `alive ${sequenceNumber}`),
    missed: () => told.push('missed'),
    torn: () => told.push('torn'),
  });
  made.open(true);
  const receive = (answer: PublishResponse) => made.receive(answer, () => new Error('torn'));
  return { made, told, asked, receive };
}

describe('the messages of a subscription', () => {
  it('tells a missing message before the ones after it, and asks for it once', async () => {
    const { told, asked, receive } = inbox();
    for (const sequence of [1, 3, 4]) receive(response(sequence));
    deepEqual(told, ['1']);
    await asked[0]?.answer(true);
    deepEqual(told, ['1', '2', '3', '4']);
    deepEqual(
      asked.map(({ sequence }) => sequence),
      [2],
    );
  });

  it('tells in its place that a message is lost', async () => {
    const { told, asked, receive } = inbox();
    for (const sequence of [1, 4]) receive(response(sequence));
    receive(response(6, false));
    await asked[0]?.answer(false);
    await asked[1]?.answer(true);
    await asked[2]?.answer(false);
    deepEqual(told, ['1', 'missed', '3', '4', 'missed', 'alive 6']);
  });

  it('asks again for what waited when the session was lost', async () => {
    const { made, told, asked, receive } = inbox();
    for (const sequence of [1, 3]) receive(response(sequence));
    made.close();
    await asked[0]?.answer(true);
    deepEqual(told, ['1']);
    made.open(false);
    receive(response(4));
    await asked[1]?.answer(true);
    await asked[2]?.answer(true);
    deepEqual(told, ['1', '2', '3', '4']);
  });

  it('says so where numbers fit nothing, and is silent from then on', () => {
    const { told, receive } = inbox();
    for (const sequence of [1, 5_000, 2]) receive(response(sequence));
    deepEqual(told, ['1', 'torn']);
  });

  it('takes an empty promise for nothing', () => {
    const { told, receive } = inbox();
    const hollow = new PublishResponse({ moreNotifications: true, notificationMessage: message(1, false) });
    equal(receive(hollow), false);
    equal(receive(response(1, false)), true);
    deepEqual(told, ['alive 1']);
  });

  it('is torn, and ends nothing else, where a message that was asked for again is told to somebody who throws', async () => {
    const told: string[] = [];
    const made = new Inbox({
      clock: new ManualClock(1_000),
      republish: async (sequence) => message(sequence),
      deliver: ({ sequenceNumber }) => {
        if (sequenceNumber === 3) throw new Error('no');
      },
      missed: () => told.push('missed'),
      torn: () => told.push('torn'),
    });
    made.open(true);
    for (const sequence of [1, 3]) made.receive(response(sequence), () => new Error('torn'));
    for (let turn = 0; turn < 10; turn += 1) await undefined;
    deepEqual(told, ['torn']);
  });
});
