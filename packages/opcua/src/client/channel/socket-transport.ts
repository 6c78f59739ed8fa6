import type { Socket } from 'node:net';
import type { ErrorCallback, StatusCode } from 'node-opcua-status-code';
import { ClientTransportBase, type ISocketLike, type TransportSettingsOptions } from 'node-opcua-transport';

/**
 * The transport of a secure channel over a socket that is open already: so that its failures, its time limits and its end
 * are ours.
 */
export class SocketTransport extends ClientTransportBase {
  readonly #socket: Socket;
  readonly #onFault: (error: Error, statusCode: StatusCode) => void;

  /** @param onFault told why the transport ends the connection by itself: what came broke the protocol */
  constructor(
    socket: Socket,
    settings: TransportSettingsOptions,
    onFault: (error: Error, statusCode: StatusCode) => void,
  ) {
    super(settings);
    this.#socket = socket;
    this.#onFault = onFault;
  }

  connect(endpointUrl: string, callback: ErrorCallback): void {
    const socket = this.#socket;
    this.endpointUrl = endpointUrl;
    if (socket.destroyed) {
      callback(new Error('socket closed'));
      return;
    }
    // Its own type does not say that the address of a socket may be unknown.
    this._install_socket(socket as ISocketLike);
    this._perform_HEL_ACK_transaction((error) => {
      if (error) return callback(error);
      if (!this._socket) return callback(new Error('socket closed'));
      // An idle connection is no fault: whether the server is there is asked by keep-alive requests.
      socket.setTimeout(0);
      this._install_post_connect_error_handler(endpointUrl);
      this.emit('connect');
      callback();
    });
  }

  override prematureTerminate(error: Error, statusCode: StatusCode): void {
    this.#onFault(error, statusCode);
    super.prematureTerminate(error, statusCode);
  }
}
