import assert from 'node:assert/strict';
import {
  type EventWatchOptions,
  type FilterWarning,
  type OpcUaEvent,
  Watcher,
} from '@millwright/opcua/client';
import { SimulatedUaServer, status } from '@millwright/simulators/opcua';
import { waitFor } from '@millwright/testing';
import * as types from 'node-opcua-types';
import { DataType, Variant } from 'node-opcua-variant';
import { type OpenClient, openClient } from './support/client.ts';
import { type OpcUaServer, type PeerValue, startOpcUaServer } from './support/server.ts';
import { fastTiming } from './support/watching.ts';

const own = 'nsu=urn:test:types;';

/** Watches events and keeps what it is told. */
async function seeing(
  { client }: Pick<OpenClient, 'client'>,
  options: Pick<EventWatchOptions, 'fields' | 'where'>,
) {
  const events: OpcUaEvent[] = [];
  const warnings: FilterWarning[] = [];
  const faults: unknown[] = [];
  const watcher = new Watcher(client, { timing: fastTiming, onFault: (error) => faults.push(error) });
  const watch = watcher.events({
    publishingInterval: 50,
    onEvents: (batch) => events.push(...batch),
    onGap: () => {},
    onWarning: (warning) => warnings.push(warning),
    ...options,
  });
  await waitFor('the events to be watched', () => watch.snapshot().state.phase === 'live' || undefined);
  return { events, warnings, faults, watch, [Symbol.asyncDispose]: () => watcher.close() };
}

const fields = (...paths: readonly string[]) => paths.map((path) => ({ path }));

describe('events of an OPC UA server', () => {
  let server: OpcUaServer;

  before(async function () {
    this.timeout(90_000);
    server = await startOpcUaServer(this);
  });
  after(() => server?.close());

  const raise = (type: string, given: Readonly<Record<string, PeerValue>>, source?: string) =>
    server.tell({ do: 'raise', type, fields: given, ...(source !== undefined && { source }) });

  it('EV-01: an event has the fields of BaseEventType in the forms of JavaScript (node-opcua)', async () => {
    await using open = openClient(server.url);
    await using seen = await seeing(open, {
      fields: fields(
        'EventId',
        'EventType',
        'SourceNode',
        'SourceName',
        'Time',
        'ReceiveTime',
        'LocalTime',
        'Message',
        'Severity',
      ),
    });
    const from = Date.now();
    await raise('BaseEventType', {
      SourceName: { type: 'String', value: 'press 3' },
      Message: { type: 'LocalizedText', value: { text: 'Öldruck', locale: 'de' } },
      Severity: { type: 'UInt16', value: 700 },
    });
    await waitFor('the event', () => seen.events.length > 0);
    const to = Date.now();
    const [event, ...others] = seen.events;
    assert.equal(others.length, 0);
    const { EventId, Time, ReceiveTime, LocalTime, ...rest } = event?.fields ?? {};
    assert.ok(Buffer.isBuffer(EventId) && EventId.length > 0);
    for (const time of [Time, ReceiveTime]) {
      assert.ok(time instanceof Date && time.getTime() >= from - 50 && time.getTime() <= to);
    }
    // This server has a date in LocalTime, which is no time zone: it is told as it came.
    assert.ok(LocalTime instanceof Date);
    assert.deepEqual(rest, {
      EventType: 'i=2041',
      SourceNode: 'i=2253',
      SourceName: 'press 3',
      Message: { text: 'Öldruck', locale: 'de' },
      Severity: 700,
    });
  });

  it('EV-02: a message has exactly the fields that were chosen, also those of a type of the server (node-opcua)', async () => {
    await using open = openClient(server.url);
    const paths = ['BatchId', 'Count', 'Temperature'];
    const chosen = paths.map((name) => ({ name, path: `${own}${name}`, type: batchType }));
    await using seen = await seeing(open, { fields: chosen });
    await raise('BatchEventType', {
      BatchId: { type: 'String', value: 'batch 17' },
      Count: { type: 'UInt32', value: 12 },
      Temperature: { type: 'Double', value: 21.5 },
    });
    await waitFor('the event', () => seen.events.length > 0);
    assert.deepEqual(seen.events[0]?.fields, { BatchId: 'batch 17', Count: 12, Temperature: 21.5 });
    assert.deepEqual(seen.warnings, []);
  });

  it('EV-03: the server sends the events that the conditions match, and no other (node-opcua)', async () => {
    await using open = openClient(server.url);
    await server.tell({ do: 'forget' });
    await using seen = await seeing(open, {
      fields: fields('EventType', 'Severity'),
      where: {
        operator: 'And',
        conditions: [
          { operator: 'OfType', type: 'i=2915' },
          { operator: 'GreaterThanOrEqual', field: { path: 'Severity' }, value: { value: 500 } },
        ],
      },
    });
    const severity = (value: number): Readonly<Record<string, PeerValue>> => ({
      Severity: { type: 'UInt16', value },
    });
    for (let index = 0; index < 5; index += 1) {
      await raise('BaseEventType', severity(900));
      await raise('OffNormalAlarmType', severity(100 + index));
      await raise('SystemEventType', severity(500));
      await raise('OffNormalAlarmType', severity(500 + index));
    }
    await waitFor('the matching events', () => seen.events.length >= 5);
    assert.deepEqual(
      seen.events.map(({ fields: told }) => told.Severity),
      [500, 501, 502, 503, 504],
    );
    assert.deepEqual(seen.warnings, []);
  });
});

const batchType = `${own}i=1001`;

describe('events of an OPC UA server that a test scripts', () => {
  let server: SimulatedUaServer;
  beforeEach(async () => {
    server = new SimulatedUaServer();
    await server.listen();
  });
  afterEach(() => server.dispose());

  it('EV-01: LocalTime is an object, or null (the wire simulator)', async () => {
    await using open = openClient(server.url);
    await using seen = await seeing(open, { fields: fields('LocalTime', 'Severity') });
    const zone = new types.TimeZoneDataType({ offset: 120, daylightSavingInOffset: true });
    server.raise({
      LocalTime: new Variant({ dataType: DataType.ExtensionObject, value: zone }),
      Severity: new Variant({ dataType: DataType.UInt16, value: 1 }),
    });
    server.raise({ Severity: new Variant({ dataType: DataType.UInt16, value: 1_000 }) });
    await waitFor('the events', () => seen.events.length === 2);
    const [first, second] = seen.events.map((event) => event.fields);
    assert.deepEqual(first, {
      LocalTime: { $type: 'TimeZoneDataType', Offset: 120, DaylightSavingInOffset: true },
      Severity: 1,
    });
    assert.deepEqual(second, { LocalTime: null, Severity: 1_000 });
  });

  it('EV-02: a field that the server does not know is null, and one warning names it (the wire simulator)', async () => {
    server.on('CreateMonitoredItems', async (_request, { next }) => {
      const response = await next();
      assert.ok(typeof response === 'object' && 'results' in response);
      const [result] = response.results ?? [];
      assert.ok(result?.filterResult instanceof types.EventFilterResult);
      result.filterResult.selectClauseResults = ['Good', 'BadNodeIdUnknown', 'Good'].map(status);
      return response;
    });
    await using open = openClient(server.url);
    const chosen = ['BatchId', 'Colour', 'Count'].map((name) => ({ name, path: `1:${name}` }));
    await using seen = await seeing(open, { fields: chosen });
    server.raise({
      BatchId: new Variant({ dataType: DataType.String, value: 'batch 18' }),
      Count: new Variant({ dataType: DataType.UInt32, value: 3 }),
    });
    await waitFor('the event', () => seen.events.length > 0);
    assert.deepEqual(seen.events[0]?.fields, { BatchId: 'batch 18', Colour: null, Count: 3 });
    assert.deepEqual(
      seen.warnings.map(({ field, status: told }) => [field, told]),
      [['Colour', 'BadNodeIdUnknown']],
    );
  });

  it('EV-03: the conditions go over the wire as a tree of operators (the wire simulator)', async () => {
    await using open = openClient(server.url);
    await using _seen = await seeing(open, {
      fields: fields('EventType', 'Severity'),
      where: {
        operator: 'And',
        conditions: [
          { operator: 'OfType', type: 'i=2915' },
          { operator: 'GreaterThanOrEqual', field: { path: 'Severity' }, value: { value: 500 } },
        ],
      },
    });
    const [request] = server.seen.requests('CreateMonitoredItems');
    const filter = request?.itemsToCreate?.[0]?.requestedParameters.filter;
    assert.ok(filter instanceof types.EventFilter);
    const elements = filter.whereClause.elements ?? [];
    assert.deepEqual(
      elements.map(({ filterOperator }) => types.FilterOperator[filterOperator]),
      ['And', 'OfType', 'GreaterThanOrEqual'],
    );
    const [both, ofType, atLeast] = elements.map(({ filterOperands }) => filterOperands ?? []);
    assert.deepEqual(
      both?.map((operand) => operand instanceof types.ElementOperand && operand.index),
      [1, 2],
    );
    const [alarm] = ofType ?? [];
    assert.ok(alarm instanceof types.LiteralOperand && String(alarm.value.value) === 'ns=0;i=2915');
    const [field, value] = atLeast ?? [];
    assert.ok(field instanceof types.SimpleAttributeOperand);
    assert.deepEqual(
      field.browsePath?.map(({ name }) => name),
      ['Severity'],
    );
    assert.ok(value instanceof types.LiteralOperand);
    assert.deepEqual([value.value.dataType, value.value.value], [DataType.UInt16, 500]);
  });
});
