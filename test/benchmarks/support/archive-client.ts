import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workerBeside } from '@millwright/store';
import { ArchiveClient } from '../../../plugins/history/src/runtime/archive-client.ts';

/** An archive with the threads that it has in Node-RED, in a directory of its own, closed and removed afterwards. */
export async function withArchiveClient<Result>(
  work: (archive: ArchiveClient) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'millwright-bench-'));
  const archive = new ArchiveClient({
    directory: () => directory,
    worker: workerBeside(new URL('../../../plugins/history/src/runtime/history.ts', import.meta.url).href),
    onCrash: (error) => {
      throw error;
    },
    onOpened: () => undefined,
  });
  try {
    return await work(archive);
  } finally {
    await archive.close();
    await rm(directory, { recursive: true });
  }
}
