import assert from 'node:assert/strict';
import { encodeExpandedNodeId } from 'node-opcua-basic-types';
import { BinaryStream } from 'node-opcua-binary-stream';
import { DataValue } from 'node-opcua-data-value';
import { MessageBuilder } from 'node-opcua-secure-channel';
import { StatusCodes } from 'node-opcua-status-code';
import {
  CallMethodResult,
  CallResponse,
  DataChangeNotification,
  EventFieldList,
  EventNotificationList,
  MonitoredItemNotification,
  PublishResponse,
  ReadResponse,
  ServiceFault,
  StatusChangeNotification,
} from 'node-opcua-types';
import { DataType, Variant } from 'node-opcua-variant';
import {
  RawCallResponse,
  RawDataChange,
  RawEventList,
  RawPublishResponse,
  RawReadResponse,
} from './answers.ts';
import { answerOf, keepRaw } from './keep-raw.ts';
import { rawOf, sample } from './raw.fixture.ts';

type Message = ReadResponse | PublishResponse | CallResponse | ServiceFault;

function bodyOf(message: Message): Buffer {
  const stream = BinaryStream.createGrowable(256, 1_000_000);
  encodeExpandedNodeId(
    message.schema.encodingDefaultBinary as Parameters<typeof encodeExpandedNodeId>[0],
    stream,
  );
  message.encode(stream);
  return stream.buffer.subarray(0, stream.length);
}

const value = (of: number): DataValue => new DataValue({ value: { dataType: DataType.Double, value: of } });
const text = (of: string): Variant => new Variant({ dataType: DataType.String, value: of });

describe('answers whose values are kept as they came', () => {
  it('are found in an answer to Read, one by one', () => {
    const answer = answerOf(
      bodyOf(new ReadResponse({ responseHeader: { requestHandle: 7 }, results: [value(1), value(2)] })),
    );
    assert.ok(answer instanceof RawReadResponse);
    assert.equal(answer.responseHeader.requestHandle, 7);
    assert.deepEqual(
      answer.values.map((raw) => sample(raw).value),
      [1, 2],
    );
    assert.deepEqual(
      answer.results?.map(({ value: { value: each } }) => each),
      [1, 2],
    );
  });

  it('are lost from where an answer ends too early, and before that are not', () => {
    const body = bodyOf(new ReadResponse({ results: [value(1), value(2), value(3)] }));
    const answer = answerOf(body.subarray(0, body.length - 12));
    assert.ok(answer instanceof RawReadResponse);
    assert.deepEqual(
      answer.values.map((raw) => sample(raw).status?.name ?? sample(raw).value),
      [1, 2, 'BadDecodingError'],
    );
  });

  it('are found in an answer to Publish beside what the generated code reads', () => {
    const change = new DataChangeNotification({
      monitoredItems: [4, 5].map(
        (clientHandle) => new MonitoredItemNotification({ clientHandle, value: value(clientHandle * 10) }),
      ),
    });
    const events = new EventNotificationList({
      events: [new EventFieldList({ clientHandle: 6, eventFields: [text('a'), text('b')] })],
    });
    const status = new StatusChangeNotification({ status: StatusCodes.BadTimeout });
    const answer = answerOf(
      bodyOf(
        new PublishResponse({
          subscriptionId: 3,
          availableSequenceNumbers: [8, 9],
          moreNotifications: true,
          notificationMessage: {
            sequenceNumber: 9,
            publishTime: new Date(5),
            notificationData: [change, status, events],
          },
          results: [StatusCodes.Good],
        }),
      ),
    );
    assert.ok(answer instanceof RawPublishResponse);
    const { subscriptionId, availableSequenceNumbers, moreNotifications, notificationMessage } = answer;
    assert.deepEqual(
      [subscriptionId, [...(availableSequenceNumbers ?? [])], moreNotifications],
      [3, [8, 9], true],
    );
    assert.equal(notificationMessage.sequenceNumber, 9);
    const [first, second, third] = notificationMessage.notificationData ?? [];
    assert.ok(
      first instanceof RawDataChange &&
        second instanceof StatusChangeNotification &&
        third instanceof RawEventList,
    );
    assert.deepEqual(
      first.items.map(({ clientHandle, value: raw }) => [clientHandle, sample(raw).value]),
      [
        [4, 40],
        [5, 50],
      ],
    );
    assert.equal(first.monitoredItems?.[1]?.value.value.value, 50);
    assert.equal(second.status, StatusCodes.BadTimeout);
    assert.equal(third.rawEvents[0]?.fields.length, 2);
    assert.equal(answer.results?.[0], StatusCodes.Good);
  });

  it('are found in an answer to Call', () => {
    const result = new CallMethodResult({
      statusCode: StatusCodes.Good,
      inputArgumentResults: [StatusCodes.BadTypeMismatch],
      outputArguments: [text('a')],
    });
    const answer = answerOf(bodyOf(new CallResponse({ results: [result] })));
    assert.ok(answer instanceof RawCallResponse);
    const [call] = answer.calls;
    assert.deepEqual([call?.statusCode, call?.argumentStatuses, call?.outputs.length], [0, [0x80740000], 1]);
  });

  it('are handed on by what puts messages together, also where nobody waits for them', () => {
    const heard: unknown[] = [];
    const builder = new MessageBuilder(
      { getDerivedKey: () => null },
      { name: 'test', securityMode: 1, maxChunkSize: 65_536 },
    );
    keepRaw(builder);
    Object.assign(builder, { securityHeader: {}, sequenceHeader: { requestId: 7 } });
    builder.on('message', (answer: unknown, _type, _header, requestId) => {
      heard.push(answer, requestId);
      throw new TypeError('Nobody waits for this');
    });
    const { _decodeMessageBody: decode } = builder as unknown as {
      _decodeMessageBody(body: Buffer): boolean;
    };
    assert.equal(decode(bodyOf(new ReadResponse({ results: [value(1)] }))), true);
    assert.ok(heard[0] instanceof RawReadResponse);
    assert.equal(heard[1], 7);
  });

  it('are left to the generated code in any other answer, and in one that is none', () => {
    assert.equal(answerOf(bodyOf(new ServiceFault({}))), undefined);
    assert.equal(answerOf(Buffer.from([1, 0, 0x7a, 2, 1, 2, 3])), undefined);
    assert.equal(answerOf(Buffer.alloc(0)), undefined);
  });
});

it('a value is what it was, whoever else lies in the same bytes', () => {
  const raw = rawOf({ value: { dataType: DataType.Int32, value: 7 } });
  const bytes = Buffer.concat([Buffer.from([9, 9]), raw.bytes, Buffer.from([9])]);
  assert.equal(sample({ bytes, at: 2 }).value, 7);
});
