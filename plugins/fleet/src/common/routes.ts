/** Every route of the fleet; each group stands with its noun. */
export { area, news, topics } from './area.ts';
export { deviceRoutes } from './device-routes.ts';
export { keyRoutes, stateRoutes, valueRoutes } from './hub-routes.ts';
export { ownFlowsRoutes, ownRoutes } from './own-routes.ts';
export { deployRoutes, releaseRoutes } from './release-routes.ts';
