import { dispatcher } from '../http/dispatcher.ts';
import { openApiDocument } from '../http/openapi.ts';
import type { NodeRed } from '../red.ts';
import type { RouteCall } from '../routes.ts';
import type { Door } from './door.ts';
import { doorRoutes } from './door-routes.ts';
import { type Mounted, mount } from './layers.ts';
import { pipelineOf } from './pipeline.ts';

/** Serves the document of all routes that are registered at the door, made anew for each request. */
export function mountOpenApiRoute(RED: NodeRed, door: Door, fault: (error: unknown) => void): Mounted {
  const { openApi } = doorRoutes;
  const handler = dispatcher(
    { openApi },
    {
      openApi: (_request: never, { root }: RouteCall) => {
        const version = door.owner?.copy.version ?? '';
        const own = { plugin: 'door', version, table: doorRoutes };
        return openApiDocument([own, ...door.routes], { version, root });
      },
    },
    { RED, prefix: openApi.path, pipeline: pipelineOf(door, RED), fault },
  );
  return mount(RED.httpAdmin, handler, { path: openApi.path, place: 'end' });
}
