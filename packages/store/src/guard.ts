import { statSync } from 'node:fs';
import { isCodedError } from '@millwright/schema';
import { storageFailure } from './sqlite-failure.ts';

/** Failures of SQLite and of the disk as errors of the `store` table; all others as they are. */
export const codedFailure = (error: unknown, file: string): unknown =>
  isCodedError(error) ? error : (storageFailure(error, file) ?? error);

/** Runs work on a database, with its failures as {@link codedFailure} tells them. */
export const guardOf =
  (file: string) =>
  async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw codedFailure(error, file);
    }
  };

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** Bytes of a database on disk, with what is not yet folded into the file. */
export const bytesOf = (file: string): number => sizeOf(file) + sizeOf(`${file}-wal`);
