import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/**
 * A machine that swallows connections: a server that is halted with its queue full, so that the kernel leaves every
 * further SYN without an answer.
 */
export class BlackHole {
  port = 0;
  readonly #fillers: Socket[] = [];
  #child: ChildProcess | undefined;

  async open(): Promise<void> {
    const script =
      "const s = require('net').createServer().listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => console.log(s.address().port))";
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child = child;
    const [line] = await once(child.stdout, 'data');
    this.port = Number(String(line));
    child.kill('SIGSTOP');
    for (let filler = 0; filler < 4; filler += 1) {
      const socket = connect({ host: '127.0.0.1', port: this.port });
      socket.on('error', () => {});
      this.#fillers.push(socket);
    }
    await Promise.all(this.#fillers.slice(0, 2).map((socket) => once(socket, 'connect')));
  }

  close(): void {
    for (const socket of this.#fillers) socket.destroy();
    this.#child?.kill('SIGKILL');
  }
}
