import type { Message, NodeContext } from '@millwright/runtime';
import type { RecordConfig } from './schema.ts';

/** Counts the messages and lets each n-th one pass, with its number in `msg.count`. */
export function createRecord({ config }: Pick<NodeContext<RecordConfig>, 'config'>) {
  let count = 0;
  return {
    input(message: Message, send: (message: Message) => void): void {
      count += 1;
      if (count % config.every === 0) send(Object.assign(message, { count }));
    },
  };
}
