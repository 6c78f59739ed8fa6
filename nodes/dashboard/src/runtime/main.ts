import { definePlugin, type NodesRed, ownPackage, registerWidget, type Services } from '@millwright/runtime';
import { bannerNode } from '../ui-mw-alarm-banner/schema.ts';
import { createBanner } from '../ui-mw-alarm-banner/ui-mw-alarm-banner.ts';
import { alarmsNode } from '../ui-mw-alarms/schema.ts';
import { createAlarms } from '../ui-mw-alarms/ui-mw-alarms.ts';
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
      host.nodeSide.dropUnsound();
    },
  }),
  [trendNode.type]: (RED: NodesRed) =>
    registerWidget(
      RED,
      trendNode,
      { height: 6 },
      createTrend(
        () => services.samples,
        () => services.alarms,
      ),
    ),
  [alarmsNode.type]: (RED: NodesRed) =>
    registerWidget(
      RED,
      alarmsNode,
      { height: 8 },
      createAlarms(() => services.alarms),
    ),
  [bannerNode.type]: (RED: NodesRed) =>
    registerWidget(
      RED,
      bannerNode,
      { height: 1 },
      createBanner(() => services.alarms),
    ),
};
