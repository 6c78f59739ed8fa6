import { offerNodes, registerNode } from '@millwright/editor';
import { trendExtras } from '../ui-mw-trend/editor.ts';
import { trendNode } from '../ui-mw-trend/schema.ts';

offerNodes({
  [trendNode.type]: () => registerNode(trendNode, trendExtras),
});
