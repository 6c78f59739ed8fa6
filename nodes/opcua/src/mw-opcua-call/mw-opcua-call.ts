import { ConnectionUser } from '@millwright/plc/runtime';
import type { Message, NodeContext, Sent } from '@millwright/runtime';
import { opcuaNodeErrors } from '../common/errors.ts';
import { createConnection } from '../mw-opcua-connection/mw-opcua-connection.ts';
import { connectionNode } from '../mw-opcua-connection/schema.ts';
import type { OpcUaRecord } from '../runtime/opcua-record.ts';
import { type AskedCall, recordOf } from './call-record.ts';
import { outcomeOfCall } from './outcome-of-call.ts';
import type { CallConfig } from './schema.ts';

/** On a message: calls a method. It is bound to what the connection allows, recorded, and never done twice. */
export const createCall = (record: OpcUaRecord) => (context: NodeContext<CallConfig>) => {
  const { id, config, signal } = context;
  const connection = context.refer(createConnection, connectionNode.type, config.connection);
  const user = new ConnectionUser(context, connection);
  const { deadline, timeout, wide, dates, enumerations } = config;
  const forms = { wide, dates, enumerations };
  const terms = { source: id, signal, deadline, ...(timeout !== undefined && { timeout }) };

  return {
    async input(message: Message, send: (message: Sent) => void): Promise<void> {
      const asked = {
        method: orElse(message['method'], config.method),
        object: orElse(message['object'], config.object),
        arguments: message['payload'],
      };
      let failure: unknown;
      try {
        const method = addressIn(asked, 'method');
        const object = addressIn(asked, 'object');
        if (method === '') throw opcuaNodeErrors.noMethod();
        connection.guard.check(method);
        user.need();
        const { methods } = await connection.services();
        const called = { method, arguments: asked.arguments, forms, ...(object !== '' && { object }) };
        const { outputs, status, object: on, unfit } = await methods.call(called, terms);
        Object.assign(message, { payload: outputs, status, object: on, outcome: 'done' });
        if (unfit !== undefined) message['unfit'] = unfit;
      } catch (error) {
        failure = error;
        // Whoever catches it has to know whether it may have been done.
        message['outcome'] = outcomeOfCall(error);
        throw error;
      } finally {
        // Also where a deploy ends the wait: it may have been sent.
        const { key, detail } = recordOf(connection.place, asked, failure);
        record.note(key, detail);
      }
      send(message);
    },
    close: () => user.close(),
  };
};

/** What the message says, or what the node does where it says nothing. */
const orElse = (given: unknown, own: string): unknown => (given == null || given === '' ? own : given);

/** @throws `opcua-nodes.bad-call-address` */
function addressIn(asked: AskedCall, name: 'method' | 'object'): string {
  const { [name]: address } = asked;
  if (typeof address !== 'string') throw opcuaNodeErrors.badCallAddress({ name });
  return address;
}
