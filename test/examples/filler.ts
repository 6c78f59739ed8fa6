import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@millwright/testing';

/** The flow of examples/filler, as a user would import it. */
export function fillerExample(): readonly Record<string, unknown>[] {
  return JSON.parse(readFileSync(join(root, 'examples/filler/flow.json'), 'utf8'));
}
