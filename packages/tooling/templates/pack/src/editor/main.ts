import { offerNodes, registerNode } from '@millwright/editor';
import { templateNameExtras } from '../mw-template-pack-template-name/editor.ts';
import { templateNameNode } from '../mw-template-pack-template-name/schema.ts';

offerNodes({
  [templateNameNode.type]: () => registerNode(templateNameNode, templateNameExtras),
});
