import * as v from 'valibot';
import { nodeId, shownPace, shownSample, typedFields } from './answers.ts';

/** Connects as a dialog says. The summary, its secrets and what comes of it are the protocol's. */
export const testRoute = { method: 'POST', path: '/test', permission: 'flows.write' } as const;

/** What a test is asked with. */
export const askedTest = {
  /** The configuration node that the dialog belongs to, where it is deployed. */
  node: v.optional(nodeId),
  /** Its fields as they are typed. */
  config: typedFields,
} as const;

/** Live values beside the rows of a table. */
export const readRoute = {
  method: 'POST',
  path: '/read',
  permission: 'flows.write',
  reads: true,
  background: true,
  summary: 'Reads rows of a table as they are typed, over a deployed connection',
} as const;

export const readAnswer = {
  /** One for each row, in their order. */
  samples: v.array(shownSample),
  /** How fast this connection was answered in the last minute or two: the median; and what lies between requests. */
  pace: v.optional(shownPace),
} as const;

/** How the deployed connections fare. */
export const statusRoute = {
  method: 'GET',
  path: '/status',
  permission: 'flows.read',
  background: true,
} as const;
