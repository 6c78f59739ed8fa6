import * as opcua from 'node-opcua';
import { addAddresses } from './addresses.js';
import { addEvents } from './events.js';
import { addMethods } from './methods.js';
import { samples, toVariant, useSpace } from './values.js';

const { AccessRestrictionsFlag, DataType, DataValue, StatusCodes } = opcua;

/** The namespace in which all nodes of the plant are, whatever its index. */
export const plant = 'urn:test:plant';

const typeOf = (type) => ({ ExtensionObject: 'ns=2;i=3002', Variant: 'BaseDataType' })[type] ?? type;

/**
 * The nodes of the tests, all with text for an id: `Scalar.Int32`, `Array.Int32`, `Matrix.Int32`, `Counter.17` …
 * Each is made by a function that is remembered, so that it can be removed and returned.
 */
export class Space {
  #counters = [];
  #timer;
  #makers = new Map();

  constructor(server, options) {
    this.server = server;
    this.options = options;
    this.addressSpace = server.engine.addressSpace;
    useSpace(this.addressSpace);
    for (const uri of options.namespaces ?? [plant, 'urn:test:other']) {
      const namespace = this.addressSpace.registerNamespace(uri);
      this.#marker(namespace, uri);
    }
    this.namespace = this.addressSpace.getNamespace(plant);
    const { namespace } = this;
    this.root = namespace.addFolder(this.addressSpace.rootFolder.objects, {
      browseName: 'Plant',
      nodeId: 's=Plant',
    });
    this.#values();
    this.#special();
    this.#structures();
    this.#access();
    this.#places();
    addAddresses(this);
    addMethods(this);
    addEvents(this);
    this.count(options.counters ?? 0, options.rate ?? 0);
  }

  folder(name, parent = this.root) {
    return this.namespace.addFolder(parent, { browseName: name, nodeId: `s=${name}` });
  }

  /** A variable that holds the JSON of a value: see {@link toVariant}. */
  variable(folder, name, value, more = {}) {
    const make = () => {
      const rank = value.dimensions?.length ?? (value.array || Array.isArray(value.value) ? 1 : -1);
      return this.namespace.addVariable({
        browseName: name,
        nodeId: `s=${name}`,
        organizedBy: folder,
        dataType: typeOf(value.type),
        valueRank: rank,
        ...(rank > 0 && { arrayDimensions: value.dimensions ?? [0] }),
        accessLevel: 'CurrentRead | CurrentWrite',
        userAccessLevel: 'CurrentRead | CurrentWrite',
        minimumSamplingInterval: 0,
        value: toVariant(value),
        ...more,
      });
    };
    this.#makers.set(name, make);
    return make();
  }

  find(name) {
    const node = this.addressSpace.findNode(
      /^(ns|i|s)=|^[0-9]/.test(name) ? name : `ns=${this.namespace.index};s=${name}`,
    );
    if (!node) throw new Error(`There is no node ${name}`);
    return node;
  }

  remove(name) {
    this.addressSpace.deleteNode(this.find(name));
  }

  comeBack(name) {
    this.#makers.get(name)();
  }

  /** So many counters that all rise by one `rate` times a second, spread over ticks of at most 50 ms. */
  count(quantity, rate) {
    clearInterval(this.#timer);
    if (quantity > this.#counters.length) {
      this.countersFolder ??= this.folder('Counters');
      for (let index = this.#counters.length; index < quantity; index += 1) {
        this.#counters.push(
          this.namespace.addVariable({
            browseName: `Counter.${index}`,
            nodeId: `s=Counter.${index}`,
            organizedBy: this.countersFolder,
            dataType: 'UInt32',
            minimumSamplingInterval: 0,
            value: { dataType: DataType.UInt32, value: 0 },
          }),
        );
      }
    }
    if (!rate) return;
    const started = performance.now();
    const counters = this.#counters.slice(0, quantity);
    let done = 0;
    this.#timer = setInterval(
      () => {
        const passed = Math.floor(((performance.now() - started) / 1_000) * rate * counters.length);
        // What a late tick has to make up for comes with the ones after it: of two values in one millisecond the server samples one.
        const due = Math.min(passed, done + counters.length);
        for (; done < due; done += 1) {
          const value = Math.floor(done / counters.length) + 1;
          counters[done % counters.length].setValueFromSource({ dataType: DataType.UInt32, value });
        }
      },
      Math.min(50, 1_000 / rate),
    );
  }

  #marker(namespace, uri) {
    const root = this.addressSpace.rootFolder.objects;
    const folder = namespace.addFolder(root, { browseName: `Markers of ${uri}`, nodeId: 's=Markers' });
    namespace.addVariable({
      browseName: 'Marker',
      nodeId: 's=Marker',
      organizedBy: folder,
      dataType: 'String',
      minimumSamplingInterval: 0,
      value: { dataType: DataType.String, value: uri },
    });
    // The same id in every namespace, so that a wrong index reads another node's value instead of none.
    for (let index = 0; index < 5; index += 1) {
      namespace.addVariable({
        browseName: `Marker.${index}`,
        nodeId: `s=Marker.${index}`,
        organizedBy: folder,
        dataType: 'String',
        minimumSamplingInterval: 0,
        value: { dataType: DataType.String, value: `${uri}#${index}` },
      });
    }
  }

  #values() {
    const scalars = this.folder('Scalar');
    const arrays = this.folder('Array');
    const matrices = this.folder('Matrix');
    for (const [type, values] of Object.entries(samples)) {
      const six = [...values, ...values];
      // A Variant holds another one only within an array.
      if (type === 'Variant')
        this.variable(scalars, 'Scalar.Variant', { type: 'Int32', value: 7 }, { dataType: 'BaseDataType' });
      else if (type !== 'DiagnosticInfo')
        this.variable(scalars, `Scalar.${type}`, { type, value: values[0] });
      if (type === 'DiagnosticInfo') continue;
      this.variable(arrays, `Array.${type}`, { type, value: values });
      this.variable(arrays, `Empty.${type}`, { type, value: [] });
      this.variable(arrays, `Null.${type}`, { type, value: null, array: true });
      this.variable(matrices, `Matrix.${type}`, { type, value: six, dimensions: [2, 3] });
    }
    this.variable(matrices, 'Cube.Int32', {
      type: 'Int32',
      value: [1, 2, 3, 4, 5, 6, 7, 8],
      dimensions: [2, 2, 2],
    });
    this.variable(matrices, 'Grid.Int32', { type: 'Int32', value: [1, 2, 3, 4, 5, 6], dimensions: [2, 3] });
    this.variable(scalars, 'Scalar.Null', { type: 'Null' }, { dataType: 'BaseDataType' });
  }

  #special() {
    const folder = this.folder('Special');
    const all = {
      'Int64.Maximum': { type: 'Int64', value: '9223372036854775807' },
      'Int64.Minimum': { type: 'Int64', value: '-9223372036854775808' },
      'UInt64.Maximum': { type: 'UInt64', value: '18446744073709551615' },
      'Int64.Unsafe': { type: 'Int64', value: '9007199254740993' },
      'Double.NaN': { type: 'Double', value: 'NaN' },
      'Double.Infinity': { type: 'Double', value: 'Infinity' },
      'Double.MinusInfinity': { type: 'Double', value: '-Infinity' },
      'Double.MinusZero': { type: 'Double', value: '-0' },
      'Float.NaN': { type: 'Float', value: 'NaN' },
      'DateTime.Old': { type: 'DateTime', value: '1601-01-01T00:00:00.000Z' },
      'DateTime.Far': { type: 'DateTime', value: '9999-12-30T23:59:59.000Z' },
      'ByteString.All': {
        type: 'ByteString',
        value: Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)).toString('base64'),
      },
      'ByteString.Empty': { type: 'ByteString', value: '' },
      'ByteString.Null': { type: 'ByteString', value: null },
      'String.Null': { type: 'String', value: null },
      'LocalizedText.NoLocale': { type: 'LocalizedText', value: { text: 'a', locale: null } },
      'LocalizedText.NoText': { type: 'LocalizedText', value: { text: null, locale: 'en' } },
      'LocalizedText.EmptyLocale': { type: 'LocalizedText', value: { text: 'a', locale: '' } },
    };
    for (const [name, value] of Object.entries(all)) this.variable(folder, name, value);
    for (const status of ['UncertainLastUsableValue', 'GoodClamped', 'BadSensorFailure']) {
      this.variable(
        folder,
        `Status.${status}`,
        { type: 'Double', value: 1.5 },
        {
          minimumSamplingInterval: 50,
          value: {
            timestamped_get: () =>
              new DataValue({
                value: toVariant({ type: 'Double', value: 1.5 }),
                statusCode: StatusCodes[status],
                sourceTimestamp: new Date(),
              }),
          },
        },
      );
    }
    this.namespace.addAnalogDataItem({
      browseName: 'Analog',
      nodeId: 's=Analog',
      organizedBy: folder,
      dataType: 'Double',
      definition: 'a tank level',
      engineeringUnitsRange: { low: 0, high: 200 },
      instrumentRange: { low: -50, high: 250 },
      engineeringUnits: opcua.standardUnits.degree_celsius,
      minimumSamplingInterval: 0,
      value: toVariant({ type: 'Double', value: 50 }),
    });
  }

  #structures() {
    const folder = this.folder('Structures');
    const types = this.addressSpace.getNamespaceIndex('urn:test:types');
    const typed = (name, type, value, more) =>
      this.variable(folder, name, value, { dataType: `ns=${types};i=${type}`, ...more });
    const point = { structure: 'Point', X: 1.5, Y: -2.5 };
    const object = (value, more = {}) => ({ type: 'ExtensionObject', value, ...more });
    typed('Structure.Point', 3002, object(point));
    typed(
      'Structure.Segment',
      3003,
      object({ structure: 'Segment', From: point, To: { structure: 'Point', X: 3, Y: 4 }, Label: 'wall' }),
    );
    typed(
      'Structure.Reading',
      3004,
      object({
        structure: 'Reading',
        Value: 21.5,
        Unit: '°C',
        Mode: 5,
        Note: { text: 'warm', locale: 'en' },
      }),
    );
    typed('Structure.ReadingBare', 3004, object({ structure: 'Reading', Value: 21.5 }));
    typed('Structure.ChoiceNumber', 3005, object({ structure: 'Choice', Number: 42 }));
    typed('Structure.ChoiceText', 3005, object({ structure: 'Choice', Text: 'chosen' }));
    typed('Structure.ChoicePlace', 3005, object({ structure: 'Choice', Place: point }));
    const recipe = {
      structure: 'Recipe',
      Name: 'cake',
      Steps: [1, 2, 3],
      Path: [point, point],
      Modes: [0, 5],
    };
    typed('Structure.Recipe', 3006, object(recipe));
    typed(
      'Structure.Machine',
      3007,
      object({
        structure: 'Machine',
        Mode: 1,
        Total: '18446744073709551615',
        Offset: '-9223372036854775808',
        Started: '2026-01-02T03:04:05.678Z',
        Position: { structure: 'Segment', From: point, To: point, Label: 'p' },
        Raw: 'AAEC',
        Ready: true,
      }),
    );
    typed('Structure.Points', 3002, object([point, { structure: 'Point', X: 3, Y: 4 }]));
    typed('Enumeration.Mode', 3001, { type: 'Int32', value: 5 });
    typed('Enumeration.Modes', 3001, { type: 'Int32', value: [0, 1, 5] });
    typed('Enumeration.Unknown', 3001, { type: 'Int32', value: 99 });
  }

  #access() {
    const folder = this.folder('Access');
    const value = { type: 'Int32', value: 1 };
    const levels = (level, user = level) => ({ accessLevel: level, userAccessLevel: user });
    this.variable(folder, 'Access.ReadOnly', value, levels('CurrentRead'));
    this.variable(folder, 'Access.WriteOnly', value, levels('CurrentWrite'));
    this.variable(folder, 'Access.UserReadOnly', value, levels('CurrentRead | CurrentWrite', 'CurrentRead'));
    this.variable(folder, 'Access.UserNothing', value, levels('CurrentRead | CurrentWrite', ''));
    this.variable(folder, 'Access.Encrypted', value, {
      accessRestrictions: AccessRestrictionsFlag.SigningRequired | AccessRestrictionsFlag.EncryptionRequired,
    });
    this.variable(folder, 'Access.StatusWrite', value, {
      accessLevel: 'CurrentRead | CurrentWrite | StatusWrite | TimestampWrite',
      userAccessLevel: 'CurrentRead | CurrentWrite | StatusWrite | TimestampWrite',
    });
  }

  #places() {
    const { namespace } = this;
    const ring = ['Ring.A', 'Ring.B', 'Ring.C'].map((name, at) =>
      namespace.addFolder(at === 0 ? this.root : this.find('Ring.A'), {
        browseName: name,
        nodeId: `s=${name}`,
      }),
    );
    const [a, b, c] = ring;
    b.addReference({ referenceType: 'Organizes', nodeId: c });
    c.addReference({ referenceType: 'Organizes', nodeId: a });
    this.folder('With/Slash.and:more');
    const { children = 0 } = this.options;
    if (children === 0) return;
    const many = this.folder('Many');
    for (let index = 0; index < children; index += 1) {
      namespace.addVariable({
        browseName: `Child.${index}`,
        nodeId: `s=Child.${index}`,
        organizedBy: many,
        dataType: 'Int32',
        value: { dataType: DataType.Int32, value: index },
      });
    }
  }
}
