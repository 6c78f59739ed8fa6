import { boundedText, defineRoutes } from '@millwright/schema';
import * as v from 'valibot';

export const area = 'template-name';

/**
 * Topic below `millwright/template-name/`: the counts have changed. Every logged-in editor hears it, whatever its
 * permissions, so it says nothing but that it is time to ask the route.
 */
export const topics = { counts: 'counts' } as const;
export const countsNews = v.object({});

export const operationCount = v.object({
  /** Name of the operation, such as `flows.deploy`. */
  operation: v.string(),
  /** How often it ended, however it ended. */
  count: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** When it ended last, in milliseconds since 1970. */
  lastAt: v.number(),
});
export type OperationCount = v.InferOutput<typeof operationCount>;

export const templateNameRoutes = defineRoutes(area, {
  listCounts: {
    method: 'GET',
    path: '/counts',
    permission: 'read',
    summary: 'How often each operation was done since the start of Node-RED, the latest first',
    response: v.object({ counts: v.array(operationCount) }),
  },
  resetCount: {
    method: 'POST',
    path: '/counts/:operation/reset',
    permission: 'write',
    summary: 'Forgets how often an operation was done',
    params: v.object({ operation: boundedText(100) }),
  },
});
