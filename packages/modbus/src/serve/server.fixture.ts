import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { FrameReader } from '../mbap/frame.ts';
import type { Serve } from './answer.ts';
import { ModbusServer, type ServerOptions } from './server.ts';

export const readOne = Uint8Array.of(3, 0, 0, 0, 1);

const usual: Serve = (unit) => {
  if (unit === 9) return undefined;
  if (unit === 8) throw new TypeError('a fault of whoever serves');
  return { data: Uint8Array.of(0, unit) };
};

/** A server over TCP, and those who connect to it. */
export class Scene {
  server: ModbusServer = serverWith({});
  readonly #sockets: Socket[] = [];

  static async open(): Promise<Scene> {
    const scene = new Scene();
    await scene.server.listen();
    return scene;
  }

  /** Another server in the place of the usual one. */
  async restart(options: Partial<Omit<ServerOptions, 'road'>>): Promise<void> {
    await this.server.close();
    this.server = serverWith(options);
    await this.server.listen();
  }

  async connect(): Promise<Socket> {
    const socket = connect({ host: '127.0.0.1', port: this.server.port, noDelay: true });
    socket.on('error', () => {});
    this.#sockets.push(socket);
    await once(socket, 'connect');
    return socket;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await this.server.close();
  }
}

function serverWith(options: Partial<Omit<ServerOptions, 'road'>>): ModbusServer {
  return new ModbusServer({ road: 'tcp', host: '127.0.0.1', port: 0, serve: usual, ...options });
}

/** A reset is an ending like any other here. */
export function gone(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

/** Sends bytes and gives the PDU of each answer, up to `count` of them. */
export function exchange(socket: Socket, bytes: Uint8Array, count: number): Promise<string[]> {
  return new Promise((resolve) => {
    const reader = new FrameReader(2);
    const answers: string[] = [];
    const take = (chunk: Buffer): void => {
      reader.push(chunk, ({ pdu }) => answers.push(Buffer.from(pdu).toString('hex')));
      if (answers.length < count) return;
      socket.off('data', take);
      resolve(answers);
    };
    socket.on('data', take);
    socket.write(bytes);
  });
}
