import { randomUUID } from 'node:crypto';
import {
  type Followed,
  followRequest,
  type Parcel,
  presentRequest,
  unfollowRequest,
} from '@millwright/schema';
import type { LiveNode } from '../node/live-node.ts';
import type { NodesRed, RedNode } from '../red.ts';
import type { Connection, WidgetEvents } from './dashboard.ts';
import { widgetErrors } from './errors.ts';
import type { Followers } from './followers.ts';
import { commanderOf, tellPresence } from './identity.ts';
import { type Request, Requests } from './requests.ts';
import type { WidgetBehaviour } from './widget.ts';

interface Answering {
  readonly RED: NodesRed;
  readonly node: RedNode;
  readonly live: LiveNode;
  readonly widget: WidgetBehaviour;
  readonly followers: Followers;
}

/** What Dashboard calls with each request of a browser. */
export function answers({ RED, node, live, widget, followers }: Answering): WidgetEvents['onChange'] {
  const life = randomUUID();
  const { type } = node;

  const answer = ({ ask, body }: Request, connection: Connection): Parcel | Promise<Parcel> => {
    if (ask === followRequest) {
      followers.add(connection);
      return { json: { life, now: Date.now() } satisfies Followed };
    }
    if (ask === unfollowRequest) {
      followers.remove(connection);
      return {};
    }
    if (ask === presentRequest) {
      tellPresence(RED, connection);
      return {};
    }
    if (!widget.answer) throw widgetErrors.requestUnknown({ type, ask });
    return widget.answer({ ask, body }, { id: connection.id, by: commanderOf(RED, connection) });
  };

  const requests = new Requests(type, answer, (error) => live.coded(error));
  return async (_message, value, connection, id) => {
    if (connection && id) await requests.take(value, connection, id);
    else live.report(widgetErrors.dashboardTooOld({ type }));
  };
}
