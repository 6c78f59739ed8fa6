import { defineErrors } from '@millwright/schema';

interface InFile {
  readonly file: string;
}

/** What can go wrong with a local database. Messages name the file and what to do about it. */
export const storeErrors = defineErrors('store', {
  damaged: {
    status: 503,
    family: 'world',
    message: ({ file }: InFile) =>
      `${file} is damaged. At the next start it is set aside, not deleted, and a new one is begun; or put it back from a backup`,
  },
  diskFull: {
    status: 503,
    family: 'world',
    message: ({ file }: InFile) =>
      `The disk of ${file} is full: free some space; nothing that is kept is lost`,
  },
  foreignFile: {
    status: 503,
    family: 'world',
    message: ({ file }: InFile) =>
      `${file} is a database of another program: move it away, then restart Node-RED`,
  },
  inputOutput: {
    status: 503,
    family: 'world',
    message: ({ file, reason }: InFile & { reason: string }) =>
      `${file} cannot be read or written (${reason}): check the disk`,
  },
  locked: {
    status: 503,
    family: 'world',
    message: ({ file }: InFile) =>
      `${file} is locked by another process: close what else has it open, such as a second Node-RED with the same user directory`,
  },
  networkDisk: {
    status: 503,
    family: 'world',
    message: ({ file, kind }: InFile & { kind: string }) =>
      `${file} lies on a ${kind} share, where a database can break: give Node-RED a user directory on a local disk`,
  },
  newerSchema: {
    status: 503,
    family: 'world',
    message: ({ file, found, known }: InFile & { found: number; known: number }) =>
      `${file} was written by a newer version of this package (schema ${found}, this one knows ${known}): update the package`,
  },
  notWritable: {
    status: 503,
    family: 'world',
    message: ({ file }: InFile) =>
      `${file} cannot be written: make the file and its directory writable for the user that runs Node-RED`,
  },
  workerClosed: {
    status: 503,
    family: 'world',
    message: ({ worker }: { worker: string }) => `The ${worker} worker was closed`,
  },
  workerCrashed: {
    status: 503,
    family: 'bug',
    message: ({ worker, reason }: { worker: string; reason: string }) =>
      `The ${worker} worker ended unexpectedly (${reason}); it starts again with the next request`,
  },
  workerFault: {
    status: 500,
    family: 'bug',
    message: ({ worker, call, reason }: { worker: string; call: string; reason: string }) =>
      `The ${worker} worker failed at ${call}: ${reason}`,
  },
});
