import {
  DataChangeNotification,
  EventNotificationList,
  type NotificationMessage,
  StatusChangeNotification,
} from 'node-opcua-types';
import { serviceError } from '../../errors.ts';
import { statusName } from '../values/status-code.ts';
import type { Item } from './item.ts';
import { changesOf, rawAt } from './notification.ts';

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
    if (notification instanceof DataChangeNotification) {
      isBroken = !tellChanges(notification, itemOf, at, vanished) || isBroken;
    } else if (notification instanceof EventNotificationList) {
      for (const { clientHandle, eventFields } of notification.events ?? []) {
        const item = itemOf(clientHandle);
        item?.sink.event(item, eventFields ?? [], at);
      }
    } else if (notification instanceof StatusChangeNotification) {
      const { status } = notification;
      // A good one says that another session has taken the subscription over.
      if (status.value !== 0) ended = serviceError(status.name, { service: 'Publish' });
    } else isBroken = true;
  }
  return { vanished, isBroken, ...(ended !== undefined && { ended }) };
}

/** @returns false where the bytes of the notification could not be followed */
function tellChanges(
  notification: DataChangeNotification,
  itemOf: (handle: number) => Item | undefined,
  at: number,
  vanished: Item[],
): boolean {
  const changes = changesOf(notification);
  if (!changes) return false;
  const { bytes, places } = changes;
  for (let index = 0; index < places.length; index += 2) {
    const item = itemOf(places[index] ?? 0);
    if (!item) continue;
    const code = item.sink.value(item, rawAt(bytes, places[index + 1] ?? 0), at);
    if (code >>> 31 === 1 && gone.has(statusName(code))) vanished.push(item);
  }
  return true;
}
