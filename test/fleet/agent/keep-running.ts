import type { NodeRedProcess } from '@millwright/testing';

const interval = 100;

/** Starts Node-RED again whenever it has ended, as systemd or a container would. */
export function keepRunning(nodeRed: NodeRedProcess): { end(): Promise<void> } {
  let isEnding = false;
  const run = async (): Promise<void> => {
    while (!isEnding) {
      // One that ends before it is up is started once more.
      if (!isAlive(nodeRed.pid)) await nodeRed.restart().catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, interval));
    }
  };
  const running = run();
  return {
    end: async () => {
      isEnding = true;
      await running;
    },
  };
}

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}
