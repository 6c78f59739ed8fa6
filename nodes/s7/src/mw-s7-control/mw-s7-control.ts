import { ConnectionUser } from '@millwright/plc/runtime';
import type { Message, NodeContext, Sent } from '@millwright/runtime';
import { type Session, type StartOrStop, setClock, startOrStop } from '@millwright/s7/client';
import { createConnection } from '../mw-s7-connection/mw-s7-connection.ts';
import { connectionNode } from '../mw-s7-connection/schema.ts';
import type { S7Record } from '../runtime/s7-record.ts';
import { checkControl } from '../runtime/write-guard.ts';
import { recordOf } from './control-record.ts';
import { actionOf, type Order, orderOf } from './order.ts';
import type { ControlConfig } from './schema.ts';

/**
 * On a message that is armed: stops or starts a PLC, or sets its clock. Whatever came of it is recorded, also that it was
 * refused.
 */
export const createControl = (record: S7Record) => (context: NodeContext<ControlConfig>) => {
  const { id, config, signal } = context;
  const { zone, deadline } = config;
  const connection = context.refer(createConnection, connectionNode.type, config.connection);
  const calm = connection.readOnly ? 'read-only' : 'online';
  const user = new ConnectionUser(context, connection, { is: calm });

  const carryOut = async (
    order: Order,
    session: Session,
    ends: AbortSignal,
    onSent: () => void,
  ): Promise<StartOrStop> => {
    if (order.action !== 'set-clock') return startOrStop(session, order.action, ends, onSent);
    await setClock(session, order.time, zone, ends, onSent);
    return 'done';
  };

  return {
    async input(message: Message, send: (message: Sent) => void): Promise<void> {
      const asked = { action: actionOf(message), given: message['payload'] };
      let failure: unknown;
      try {
        const order = orderOf(message);
        // Once only: a message that comes round again, or goes to another node, is armed anew or does nothing.
        message['arm'] = false;
        checkControl(order.action, connection.config);
        user.need();
        const outcome = await connection.client.schedule(
          'write',
          { source: id, signal, deadline },
          (session, ends, onSent) => carryOut(order, session, ends, onSent),
        );
        if (order.action === 'stop') user.learn({ is: 'stopped' });
        else if (order.action !== 'set-clock') user.learn({ is: 'running' });
        message['payload'] = { action: order.action, outcome };
      } catch (error) {
        failure = error;
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
