import {
  decodeRequest,
  encodeRequest,
  isWrite,
  mayWrite,
  modbusErrors,
  outcomeOf,
  type Request,
} from '@millwright/modbus';
import type { Message, NodeContext, Sent } from '@millwright/runtime';
import { isCodedError } from '@millwright/schema';
import { createConnection } from '../mw-modbus-connection/mw-modbus-connection.ts';
import { connectionNode } from '../mw-modbus-connection/schema.ts';
import { ConnectionUser } from '../runtime/connection-user.ts';
import { ReservedUnits } from '../runtime/reserved-units.ts';
import { targetOf, type WriteTarget } from '../runtime/write-guard.ts';
import type { WriteRecord } from '../runtime/write-record.ts';
import { answerPayload, requestOf } from './request-of.ts';
import type { RequestConfig } from './schema.ts';

/** On a message: does any request. What may change something is bound to what the connection allows, and recorded. */
export const createRequest = (record: WriteRecord) => (context: NodeContext<RequestConfig>) => {
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
      const { payload } = message;
      const unit = unitOf(message['unit'] ?? config.unit);
      const bytes = ArrayBuffer.isView(payload) ? bytesOf(payload) : undefined;
      const request = bytes ? understood(bytes) : requestOf(payload);
      const writes = bytes ? mayWrite(bytes) : request !== undefined && isWrite(request);
      let target: WriteTarget | undefined;
      let failure: unknown;
      try {
        // What can be no request at all is no write that a connection could allow.
        if (writes && request && !bytes) encodeRequest(request);
        target = request && targetOf(request);
        reserved.note(unit);
        if (writes) connection.check(unit, target ?? {});
        user.need();
        message['payload'] = bytes
          ? Buffer.from(await client.raw(unit, bytes, options))
          : await perform(unit, request as Request);
      } catch (error) {
        failure = error;
        throw error;
      } finally {
        if (writes && !signal.aborted)
          note(record, connection.place, unit, nameOf(bytes, request), target, failure);
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

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** What bytes ask for, where that is known here. */
function understood(bytes: Uint8Array): Request | undefined {
  const decoded = decodeRequest(bytes);
  return 'request' in decoded ? decoded.request : undefined;
}

const nameOf = (bytes: Uint8Array | undefined, request: Request | undefined): string =>
  request?.do ?? `function ${bytes?.[0] ?? 0}`;

function note(
  record: WriteRecord,
  place: string,
  unit: number,
  name: string,
  { first }: WriteTarget = {},
  failure: unknown,
): void {
  const code = isCodedError(failure) ? failure.code : undefined;
  const isRefused = [modbusErrors.readOnlyConnection, modbusErrors.writeNotAllowed].some((each) =>
    each.is(failure),
  );
  record.note(`${place} ${unit} ${name} ${first ?? ''}`, {
    event: 'request',
    outcome: failure === undefined ? 'success' : isRefused ? 'refused' : recorded(failure),
    target: { kind: 'plc', id: `${place}/${unit}`, name: place },
    data: {
      function: name,
      unit,
      ...(first !== undefined && { address: first }),
      ...(code !== undefined && { code }),
    },
  });
}

/** What a record says of a failure. */
function recorded(failure: unknown): 'refused' | 'failed' | 'unknown' {
  const outcome = outcomeOf(failure);
  return outcome === 'done' ? 'failed' : outcome;
}
