import type { Socket } from 'node:net';
import { type ErrorCallback, type StatusCode, StatusCodes } from 'node-opcua-status-code';
import { ClientTransportBase, type ISocketLike } from 'node-opcua-transport';
import type { MessageLimits } from './channel-options.ts';

/**
 * The transport of a secure channel over a socket that is open already: so that its failures, its time limits and its end
 * are ours.
 * @see OPC 10000-6, section 7.1 OPC UA Connection Protocol
 */
export class SocketTransport extends ClientTransportBase {
  readonly #socket: Socket;
  readonly #limits: MessageLimits;
  readonly #onFault: (error: Error, statusCode: StatusCode) => void;

  /** @param onFault told why the connection has to end: what came broke the protocol */
  constructor(
    socket: Socket,
    limits: MessageLimits,
    onFault: (error: Error, statusCode: StatusCode) => void,
  ) {
    const { maxMessageSize, maxChunkCount, chunkSize } = limits;
    super({ maxMessageSize, maxChunkCount, receiveBufferSize: chunkSize, sendBufferSize: chunkSize });
    this.#socket = socket;
    this.#limits = limits;
    this.#onFault = onFault;
    this.#guard();
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

  /** What a server says that it sends and takes; of what it sends, never more than we said. */
  override setLimits(told: Parameters<ClientTransportBase['setLimits']>[0]): void {
    const { chunkSize } = this.#limits;
    const sendBufferSize = Math.min(told.receiveBufferSize || chunkSize, chunkSize);
    super.setLimits({ ...told, receiveBufferSize: chunkSize, sendBufferSize });
    // Chunks are cut by these.
    if (this.parameters) this.parameters.sendBufferSize = sendBufferSize;
  }

  override prematureTerminate(error: Error, statusCode: StatusCode): void {
    this.#onFault(error, statusCode);
    super.prematureTerminate(error, statusCode);
  }

  /** Nobody catches what a listener throws about a chunk that it cannot take: it would end the process. */
  #guard(): void {
    const emit = this.emit.bind(this) as (...event: unknown[]) => boolean;
    const guarded = (...event: unknown[]): boolean => {
      try {
        return emit(...event);
      } catch (error) {
        const fault = error instanceof Error ? error : new Error(String(error));
        this.#onFault(fault, StatusCodes.BadUnexpectedError);
        return true;
      }
    };
    // Its types know each event by an overload of its own.
    Object.assign(this, { emit: guarded });
  }
}
