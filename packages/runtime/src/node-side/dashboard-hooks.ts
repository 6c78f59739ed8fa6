import type { DashboardClient, DashboardGuard } from '../node-side.ts';

/** What Dashboard calls, as it calls it in its versions 1.14 to 1.31. What these throw would end Node-RED. */
export interface DashboardHooks {
  onAddConnectionCredentials(connection: unknown, message: unknown): unknown;
  onIsValidConnection(connection: unknown, message: unknown): boolean;
  onCanSaveInStore(message: unknown): boolean;
  /** Of these three nothing goes on to the flow where they answer null. */
  onAction(connection: unknown, widget: unknown, message: unknown): unknown;
  onChange(connection: unknown, widget: unknown, message: unknown): unknown;
  onSend(connection: unknown, widget: unknown, message: unknown): unknown;
  /** Called by widgets of Millwright's, when somebody uses a page with one of them. */
  onPresence(connection: unknown): void;
}

/**
 * Says to Dashboard who somebody is. A browser may put anything into `_client` of what it sends, and Dashboard takes it
 * over: so that is thrown away first, at each way in.
 */
export function dashboardHooks(guard: DashboardGuard, fault: (error: unknown) => void): DashboardHooks {
  const safely = <Answer>(otherwise: Answer, answer: () => Answer): Answer => {
    try {
      return answer();
    } catch (error) {
      fault(error);
      return otherwise;
    }
  };
  const userOf = (connection: unknown) => safely(undefined, () => guard.userOf(clientOf(connection)));
  const mayUse = (connection: unknown, widget: unknown): boolean =>
    typeof widget === 'string' && safely(false, () => guard.mayUse(clientOf(connection), widget));
  const fromBrowser = (connection: unknown, widget: unknown, message: unknown): unknown =>
    message && mayUse(connection, widget) && !isTooDeep(message) ? withoutClient(message) : null;
  return {
    onAddConnectionCredentials(connection, message) {
      if (!isRecord(message)) return message;
      const user = userOf(connection);
      const { user: claimed, ...client } = isRecord(message['_client']) ? message['_client'] : {};
      if (user) message['_client'] = { ...client, user };
      else if (guard.decidesAlone || claimed === undefined) message['_client'] = client;
      return message;
    },
    onIsValidConnection(connection, message) {
      if (!safely(false, () => guard.admits(clientOf(connection)))) return false;
      const addressee = addresseeOf(message);
      return addressee === undefined || !guard.decidesAlone || addressee === userOf(connection)?.username;
    },
    onCanSaveInStore: (message) => addresseeOf(message) === undefined,
    onAction: fromBrowser,
    onChange: fromBrowser,
    onSend: fromBrowser,
    onPresence: (connection) => safely(undefined, () => guard.present(clientOf(connection))),
  };
}

/** For whom a flow meant a message: with somebody in it, it is for them alone, and nothing that all may see later. */
function addresseeOf(message: unknown): unknown {
  const client = isRecord(message) ? message['_client'] : undefined;
  const user = isRecord(client) ? client['user'] : undefined;
  return isRecord(user) ? (user['username'] ?? null) : undefined;
}

/** Lists in lists: of messages, by output. A widget needs two. */
const deepest = 10;

/** Dashboard goes through lists in lists without end, and where that is too much for it, Node-RED ends. */
const isTooDeep = (message: unknown, depth = 0): boolean =>
  Array.isArray(message) && (depth >= deepest || message.some((each) => isTooDeep(each, depth + 1)));

function withoutClient(message: unknown): unknown {
  if (Array.isArray(message)) return message.map(withoutClient);
  if (!isRecord(message)) return message;
  const { _client, ...rest } = message;
  return rest;
}

/** What a browser sent when it connected, as Dashboard's socket has it. */
function clientOf(connection: unknown): DashboardClient {
  const handshake = isRecord(connection) ? connection['handshake'] : undefined;
  const { headers, address } = isRecord(handshake) ? handshake : {};
  return {
    headers: isRecord(headers) ? (headers as DashboardClient['headers']) : {},
    address: typeof address === 'string' ? address : undefined,
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
