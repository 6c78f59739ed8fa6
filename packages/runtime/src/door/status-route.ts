import { answerError } from '../http/answer.ts';
import { dispatcher } from '../http/dispatcher.ts';
import type { ErrorHandler, NodeRed } from '../red.ts';
import { stackOf } from '../stack.ts';
import type { Door } from './door.ts';
import { doorRoutes } from './door-routes.ts';
import { type Mounted, mount } from './layers.ts';
import { pipelineOf } from './pipeline.ts';
import { statusOf } from './status.ts';

/** Asked by the chip in every sidebar. */
export function mountStatusRoute(RED: NodeRed, door: Door): Mounted {
  const prefix = '/millwright/door';
  const fault = faultLog(RED);
  const handler = dispatcher(
    { status: doorRoutes.status },
    { status: () => statusOf(RED, door) },
    { RED, prefix, pipeline: pipelineOf(door, RED), fault },
  );
  return mount(RED.httpAdmin, handler, { path: prefix, place: 'end' });
}

/**
 * Answers what fails before a route of ours is reached, such as a body that is no JSON. Express would answer HTML
 * with a stack.
 */
export function mountErrorAnswers(RED: NodeRed): Mounted | undefined {
  const fault = faultLog(RED);
  // Express tells handlers of errors by their four parameters.
  const handler: ErrorHandler = (error, _request, response, _next) => answerError(response, error, fault);
  return RED.httpAdmin.parent && mount(RED.httpAdmin.parent, handler, { path: '/millwright', place: 'end' });
}

export const faultLog =
  (RED: NodeRed) =>
  (error: unknown): void =>
    RED.log.error(`[millwright/door] ${stackOf(error)}`);
