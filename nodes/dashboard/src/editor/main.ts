import { offerNodes, registerNode } from '@millwright/editor';
import { bannerExtras } from '../ui-mw-alarm-banner/editor.ts';
import { bannerNode } from '../ui-mw-alarm-banner/schema.ts';
import { alarmsExtras } from '../ui-mw-alarms/editor.ts';
import { alarmsNode } from '../ui-mw-alarms/schema.ts';
import { trendExtras } from '../ui-mw-trend/editor.ts';
import { trendNode } from '../ui-mw-trend/schema.ts';

offerNodes({
  [trendNode.type]: () => registerNode(trendNode, trendExtras),
  [alarmsNode.type]: () => registerNode(alarmsNode, alarmsExtras),
  [bannerNode.type]: () => registerNode(bannerNode, bannerExtras),
});
