const megabyte = 1024 * 1024;

/** Samples that may come before the folder could be looked at. */
export const maxQueued = 500_000;
/** So many samples are written at once, whatever the time; a batch is not larger than twice that. */
export const maxPending = 250_000;
/** Bytes of blocks in memory for which the disk has no room. */
export const maxWaiting = 32 * megabyte;

/** Segments small enough that retention by size takes little at a time, and large enough that they are few. */
export const segmentLimit = (bytes: number): number =>
  Math.min(64 * megabyte, Math.max(megabyte / 16, Math.floor(bytes / 16)));

/** A journal is no large part of what a store may take. */
export const journalLimit = (bytes: number): number => Math.min(8 * megabyte, Math.floor(bytes / 16));
