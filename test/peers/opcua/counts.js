import { createHash } from 'node:crypto';
import { MessageSecurityMode } from 'node-opcua';

/** A name, or the SHA-256 of a certificate; undefined for nobody. */
function userOf({ userName, certificateData } = {}) {
  return userName ?? (certificateData && createHash('sha256').update(certificateData).digest('hex'));
}

/** Counts what reaches the server, so that a test can say "exactly one session". */
export class Counts {
  #requests = {};
  #sizes = {};
  #connections = { open: 0, accepted: 0 };
  #sessions = { created: 0, closed: 0 };
  #closes = [];
  #server;

  constructor(server) {
    this.#server = server;
    server.on('request', (request) => this.#count(request));
    server.on('create_session', () => {
      this.#sessions.created += 1;
    });
    server.on('session_closed', () => {
      this.#sessions.closed += 1;
    });
  }

  /** Once it listens: connections are counted at the socket, where a client without a session counts too. */
  listen() {
    for (const { _server } of this.#server.endpoints) {
      _server?.on('connection', (socket) => {
        this.#connections.open += 1;
        this.#connections.accepted += 1;
        socket.once('close', () => {
          this.#connections.open -= 1;
        });
      });
    }
  }

  #count(request) {
    const service = request.schema.name.replace(/Request$/, '');
    this.#requests[service] = (this.#requests[service] ?? 0) + 1;
    if (service === 'CloseSession') this.#closes.push(request.deleteSubscriptions);
    const operations =
      request.nodesToRead ??
      request.nodesToWrite ??
      request.nodesToBrowse ??
      request.itemsToCreate ??
      request.methodsToCall;
    if (operations) {
      this.#sizes[service] ??= [];
      this.#sizes[service].push(operations.length);
      if (this.#sizes[service].length > 1_000) this.#sizes[service].shift();
    }
  }

  report() {
    const { engine } = this.#server;
    const sessions = Object.values(engine._sessions ?? {});
    return {
      connections: this.#connections.open,
      accepted: this.#connections.accepted,
      sessions: engine.currentSessionCount,
      sessionIds: sessions.map(({ nodeId }) => nodeId.toString()),
      /** What the server's own diagnostics say of how each session is secured, and as whom it was activated. */
      security: sessions.map((session) => ({
        policy: String(session._sessionSecurityDiagnostics?.securityPolicyUri).split('#').at(-1),
        mode: MessageSecurityMode[session._sessionSecurityDiagnostics?.securityMode],
        user: userOf(session.userIdentityToken),
      })),
      /** As the clients call them, in the same order. */
      sessionNames: sessions.map(({ sessionName }) => sessionName),
      created: this.#sessions.created,
      closed: this.#sessions.closed,
      /** `deleteSubscriptions` of each CloseSession. */
      closes: this.#closes,
      subscriptions: engine.currentSubscriptionCount,
      monitoredItems: sessions.reduce(
        (sum, session) =>
          sum +
          (session.publishEngine?.subscriptions ?? []).reduce(
            (items, each) => items + each.monitoredItemCount,
            0,
          ),
        0,
      ),
      continuationPoints: sessions.reduce(
        (sum, session) => sum + (session.continuationPointManager?._map?.size ?? 0),
        0,
      ),
      requests: { ...this.#requests },
      /** How many operations the latest requests held, by service. */
      sizes: this.#sizes,
    };
  }

  forget() {
    this.#requests = {};
    this.#sizes = {};
    this.#closes = [];
  }
}
