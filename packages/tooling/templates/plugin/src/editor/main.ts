import { definePlugin } from '@millwright/editor';
import { startTemplateName } from './template-name.ts';

definePlugin({
  packageName: '@millwright/node-red-template-name',
  entry: 'template-name',
  start: startTemplateName,
});
