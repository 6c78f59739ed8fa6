import { ConnectionUser } from '@millwright/plc/runtime';
import type { Message, NodeContext, Sent } from '@millwright/runtime';
import type { CpuState } from '@millwright/s7';
import { createConnection } from '../mw-s7-connection/mw-s7-connection.ts';
import { connectionNode } from '../mw-s7-connection/schema.ts';
import { answerTo } from './answer.ts';
import { modeWord } from './mode-word.ts';
import { questionOf, questionOfPayload } from './question.ts';
import type { InfoConfig } from './schema.ts';

/** On a message: asks a PLC about itself. What mode it was found in stands under the node. */
export const createInfo = (context: NodeContext<InfoConfig>) => {
  const { id, config, signal } = context;
  const { zone, deadline } = config;
  const connection = context.refer(createConnection, connectionNode.type, config.connection);
  const user = new ConnectionUser(context, connection);
  const fixed = config.ask === 'message' ? undefined : questionOf(config);

  return {
    async input(message: Message, send: (message: Sent) => void): Promise<void> {
      const question = fixed ?? questionOfPayload(message['payload']);
      user.need();
      const answer = await connection.client.schedule(
        'read',
        { source: id, signal, deadline },
        (session, ends) => answerTo(question, session, zone, ends),
      );
      if (question.ask === 'state') user.learn(modeWord((answer as CpuState).mode));
      message['payload'] = answer;
      send(message);
    },
    close: () => user.close(),
  };
};
