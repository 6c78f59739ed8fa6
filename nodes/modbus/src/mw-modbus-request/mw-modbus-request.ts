import { encodeRequest, modbusErrors, type Request } from '@millwright/modbus';
import { ConnectionUser } from '@millwright/plc/runtime';
import type { Message, NodeContext, Sent } from '@millwright/runtime';
import { createConnection } from '../mw-modbus-connection/mw-modbus-connection.ts';
import { connectionNode } from '../mw-modbus-connection/schema.ts';
import type { ModbusRecord } from '../runtime/modbus-record.ts';
import { ReservedUnits } from '../runtime/reserved-units.ts';
import { targetOf, type WriteTarget } from '../runtime/write-guard.ts';
import { askedOf } from './asked.ts';
import { answerPayload } from './request-of.ts';
import { recordOf } from './request-record.ts';
import type { RequestConfig } from './schema.ts';

/** On a message: does any request. What may change something is bound to what the connection allows, and recorded. */
export const createRequest = (record: ModbusRecord) => (context: NodeContext<RequestConfig>) => {
  const { id, config, log, signal } = context;
  const connection = context.refer(createConnection, connectionNode.type, config.connection);
  const { client } = connection;
  const user = new ConnectionUser(context, connection);
  const reserved = new ReservedUnits(connection.config.road, log);
  const options = { source: id, signal, deadline: config.deadline };

  const perform = async (unit: number, request: Request): Promise<unknown> => {
    if (request.do === 'read-identification' && request.level < 4)
      return client.identify(unit, request.level as 1 | 2 | 3, options);
    return answerPayload(request, await client.perform(unit, request, options));
  };

  return {
    async input(message: Message, send: (message: Sent) => void): Promise<void> {
      const asked = askedOf(message['payload']);
      const { bytes, request, changes } = asked;
      let unit: number | undefined;
      let target: WriteTarget | undefined;
      let failure: unknown;
      try {
        unit = unitOf(message['unit'] ?? config.unit);
        // What can be no request at all is no write that a connection could allow.
        if (changes && request && !bytes) encodeRequest(request);
        target = request && targetOf(request);
        reserved.note(unit);
        if (changes) connection.check(unit, target ?? {});
        user.need();
        message['payload'] = bytes
          ? Buffer.from(await client.raw(unit, bytes, options))
          : await perform(unit, request as Request);
      } catch (error) {
        failure = error;
        throw error;
      } finally {
        // Also where a deploy ends the wait: it may have been sent.
        if (changes) {
          const change = { ...asked, ...(unit !== undefined && { unit }), ...target };
          const { key, detail } = recordOf(connection.place, change, failure);
          record.note(key, detail);
        }
      }
      send(message);
    },
    close: () => user.close(),
  };
};

/** @throws `modbus.bad-request` */
function unitOf(given: unknown): number {
  const unit = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  if (typeof unit === 'number' && Number.isInteger(unit) && unit >= 0 && unit <= 255) return unit;
  throw modbusErrors.badRequest({ reason: 'the unit is no number from 0 to 255' });
}
