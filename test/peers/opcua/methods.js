import { setTimeout as sleep } from 'node:timers/promises';
import * as opcua from 'node-opcua';
import { samples } from './values.js';

const { DataType, StatusCodes } = opcua;
const notArguments = new Set(['DataValue', 'Variant', 'DiagnosticInfo']);

/** Methods below `Methods`; `Method.Shared` is also one of `Methods2`. */
export function addMethods(space) {
  const { namespace, addressSpace, root } = space;
  const object = (name) => namespace.addObject({ browseName: name, nodeId: `s=${name}`, organizedBy: root });
  const [owner, other] = [object('Methods'), object('Methods2')];
  const types = addressSpace.getNamespaceIndex('urn:test:types');
  const method = (name, inputArguments, outputArguments, answer, more = {}) => {
    const node = namespace.addMethod(owner, {
      browseName: name,
      nodeId: `s=${name}`,
      inputArguments,
      outputArguments,
      ...more,
    });
    node.bindMethod((inputs, context, callback) => {
      Promise.resolve()
        .then(() => answer(inputs, context))
        .then(
          (outcome) => callback(null, outcome),
          () => callback(null, { statusCode: StatusCodes.BadInternalError }),
        );
    });
    return node;
  };
  const good = (...outputArguments) => ({ statusCode: StatusCodes.Good, outputArguments });
  const argument = (name, dataType, valueRank = -1) => ({
    name,
    dataType,
    valueRank,
    ...(valueRank > 0 && { arrayDimensions: [0] }),
    description: `the ${name}`,
  });

  method('Method.None', [], [], () => good());
  for (const type of Object.keys(samples).filter((name) => !notArguments.has(name))) {
    const dataType = type === 'ExtensionObject' ? `ns=${types};i=3002` : DataType[type];
    for (const [suffix, rank] of [
      ['', -1],
      ['.Array', 1],
    ]) {
      method(
        `Method.Echo.${type}${suffix}`,
        [argument('given', dataType, rank)],
        [argument('echo', dataType, rank)],
        ([given]) => good(given),
      );
    }
  }
  method(
    'Method.Add',
    [argument('a', DataType.Double), argument('b', DataType.Double)],
    [argument('sum', DataType.Double), argument('product', DataType.Double)],
    ([a, b]) =>
      good(
        { dataType: DataType.Double, value: a.value + b.value },
        { dataType: DataType.Double, value: a.value * b.value },
      ),
  );
  method(
    'Method.Structure',
    [argument('segment', `ns=${types};i=3003`), argument('mode', `ns=${types};i=3001`)],
    [argument('segment', `ns=${types};i=3003`), argument('mode', `ns=${types};i=3001`)],
    ([segment, mode]) => good(segment, mode),
  );
  method('Method.Slow', [argument('milliseconds', DataType.UInt32)], [], async ([milliseconds]) => {
    await sleep(milliseconds.value);
    return good();
  });
  method('Method.Refuses', [argument('number', DataType.Int32)], [], () => ({
    statusCode: StatusCodes.BadInvalidArgument,
    inputArgumentResults: [StatusCodes.BadOutOfRange],
    outputArguments: [],
  }));
  method('Method.Fails', [], [], () => ({ statusCode: StatusCodes.BadInvalidState, outputArguments: [] }));
  method('Method.NotExecutable', [], [], () => good(), { executable: false, userExecutable: false });
  method('Method.UserNotExecutable', [], [], () => good(), { executable: true, userExecutable: false });
  const shared = method(
    'Method.Shared',
    [],
    [argument('object', DataType.NodeId)],
    (_inputs, { object: on }) => good({ dataType: DataType.NodeId, value: on.nodeId }),
  );
  other.addReference({ referenceType: 'HasComponent', nodeId: shared });
}
