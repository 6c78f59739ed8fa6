import { definePlugin, type NodesRed, ownPackage, registerWidget, type Services } from '@millwright/runtime';
import { trendNode } from '../ui-mw-trend/schema.ts';
import { createTrend } from '../ui-mw-trend/ui-mw-trend.ts';

/** What other packages offer; known once the plugin has started, which is before any flow does. */
let services: Partial<Services> = {};

export const entries = {
  dashboard: definePlugin({
    id: 'dashboard',
    area: 'dashboard',
    ...ownPackage(import.meta.url),
    start(host) {
      services = host.services;
    },
  }),
  [trendNode.type]: (RED: NodesRed) =>
    registerWidget(
      RED,
      trendNode,
      { height: 6 },
      createTrend(() => services.samples),
    ),
};
