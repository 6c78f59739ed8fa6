import { type NotificationMessage, StatusChangeNotification } from 'node-opcua-types';
import { serviceError } from '../../errors.ts';
import { RawDataChange, RawEventList } from '../values/answers.ts';
import { statusName } from '../values/status-code.ts';
import type { Item } from './item.ts';

/** What a message means for its subscription, beyond what its items were told. */
export interface Told {
  /** Items whose nodes are gone: the server will not bring their values back by itself. */
  readonly vanished: readonly Item[];
  /** Why the server has ended the subscription. */
  readonly ended?: unknown;
  /** Some of it could not be read. */
  readonly isBroken: boolean;
}

const gone: ReadonlySet<string> = new Set(['BadNodeIdUnknown', 'BadNodeIdInvalid', 'BadObjectDeleted']);

/** Tells the items what a message brings for them, in its order. Items that nobody wants any more are passed over. */
export function tellMessage(
  message: NotificationMessage,
  itemOf: (handle: number) => Item | undefined,
  at: number,
): Told {
  const vanished: Item[] = [];
  let ended: unknown;
  let isBroken = false;
  for (const notification of message.notificationData ?? []) {
    if (notification instanceof RawDataChange) {
      for (const { clientHandle, value } of notification.items) {
        const item = itemOf(clientHandle);
        if (!item) continue;
        const code = item.sink.value(item, value, at);
        if (code >>> 31 === 0) item.isProven = true;
        else if (gone.has(statusName(code))) vanished.push(item);
      }
    } else if (notification instanceof RawEventList) {
      for (const { clientHandle, fields } of notification.rawEvents) {
        const item = itemOf(clientHandle);
        item?.sink.event(item, fields, at);
      }
    } else if (notification instanceof StatusChangeNotification) {
      const { status } = notification;
      // A good one says that another session has taken the subscription over.
      if (status.value !== 0) ended = serviceError(status.name, { service: 'Publish' });
    } else {
      // Bytes that could not be followed to their end, or what no edition of the specification sends here.
      isBroken = true;
    }
  }
  return { vanished, isBroken, ...(ended !== undefined && { ended }) };
}
