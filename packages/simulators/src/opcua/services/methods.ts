import * as types from 'node-opcua-types';
import { status } from '../codec.ts';
import type { State } from './context.ts';

export function call(state: State, request: types.CallRequest): types.CallResponse {
  const results = (request.methodsToCall ?? []).map((one) => callOne(state, one));
  return new types.CallResponse({ results });
}

function callOne({ settings, space }: State, one: types.CallMethodRequest): types.CallMethodResult {
  const [object, method] = [short(one.objectId.toString()), short(one.methodId.toString())];
  const answer = settings.methods[`${object} ${method}`] ?? settings.methods[method];
  if (!answer) {
    const known = space.get(one.objectId);
    return new types.CallMethodResult({
      statusCode: status(known ? 'BadMethodInvalid' : 'BadNodeIdUnknown'),
    });
  }
  const inputs = one.inputArguments ?? [];
  const outcome = answer(inputs, object);
  if (!('status' in outcome)) {
    return new types.CallMethodResult({
      statusCode: status('Good'),
      inputArgumentResults: inputs.map(() => status('Good')),
      outputArguments: [...outcome],
    });
  }
  return new types.CallMethodResult({
    statusCode: status(outcome.status),
    inputArgumentResults: (outcome.inputs ?? []).map(status),
  });
}

/** Ids of namespace 0 as tests write them. */
const short = (id: string): string => id.replace(/^ns=0;/, '');
