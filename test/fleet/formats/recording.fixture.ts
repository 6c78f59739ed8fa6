import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@millwright/testing';
import type { RoadMessage } from '../../../plugins/fleet/src/common/formats.ts';

/**
 * What a device and a hub said when their format was the newest: from the enrolment to the first delivery. Both are gone; their keys
 * are published here, so they sign nothing else.
 */
export interface Recording {
  readonly format: number;
  /** When it ended, in milliseconds since 1970. */
  readonly time: number;
  readonly code: string;
  readonly device: {
    readonly id: string;
    readonly nodeRed: string;
    readonly node: string;
    readonly platform: string;
    /** PEM. */
    readonly signing: string;
    readonly sealing: string;
  };
  /** In the order in which they were said. */
  readonly messages: readonly {
    readonly kind: RoadMessage;
    readonly message: Readonly<Record<string, unknown>>;
  }[];
  /** What was sealed for it, as it was fetched. */
  readonly sealed: string;
}

const directory = join(root, 'test/fixtures/fleet');

export const recordingFolder = (format: number): string => join(directory, `format-${format}`);

/** Those that are kept, each with the file of its release. */
export const recordings = (): readonly { readonly recording: Recording; readonly bundle: string }[] =>
  readdirSync(directory)
    .map((name) => join(directory, name))
    .filter((folder) => existsSync(join(folder, 'conversation.json')))
    .map((folder) => ({
      recording: JSON.parse(readFileSync(join(folder, 'conversation.json'), 'utf8')) as Recording,
      bundle: join(folder, 'release.mwrelease'),
    }));
