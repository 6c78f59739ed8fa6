import { stat } from 'node:fs/promises';

/** Milliseconds between two looks. */
const usualPace = 1_000;

const absent = 'absent';

/**
 * Tells once that a device is no longer at its path, or that another one is. A serial port does not always say so itself: Linux
 * answers reads from an adapter that was unplugged with nothing, as if there was nothing to read.
 *
 * @param pace milliseconds between two looks
 * @returns what ends the watch
 */
export function watchPresence(path: string, onGone: () => void, pace = usualPace): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  let first: string | undefined;
  const look = async (): Promise<void> => {
    const found = await deviceAt(path);
    if (isOver) return;
    first ??= found;
    if (found === absent || (found !== undefined && found !== first)) onGone();
    else timer = setTimeout(() => void look(), pace).unref();
  };
  // Ports of Windows are no files, and say themselves that they are gone.
  if (process.platform !== 'win32') void look();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

/** Which device it is; one that nobody may look at counts as the one that is there. */
async function deviceAt(path: string): Promise<string | undefined> {
  try {
    const { dev, ino } = await stat(path);
    return `${dev}:${ino}`;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? absent : undefined;
  }
}
