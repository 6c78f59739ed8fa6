import { definePlugin, type NodesRed, ownPackage, registerNode } from '@millwright/runtime';
import { createTemplateName } from '../mw-template-pack-template-name/mw-template-pack-template-name.ts';
import { templateNameNode } from '../mw-template-pack-template-name/schema.ts';

export const entries = {
  // Only plugins hear that their package is removed, so a package of nodes has one too.
  'template-pack': definePlugin({
    id: 'template-pack',
    area: 'template-pack',
    ...ownPackage(import.meta.url),
    start() {},
  }),
  [templateNameNode.type]: (RED: NodesRed) => registerNode(RED, templateNameNode, createTemplateName),
};
