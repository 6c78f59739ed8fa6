import { definePlugin, ownPackage } from '@millwright/runtime';
import { area } from '../common/routes.ts';
import { startTemplateName } from './template-name.ts';

export const entries = {
  'template-name': definePlugin({
    id: 'template-name',
    area,
    ...ownPackage(import.meta.url),
    start: startTemplateName,
  }),
};
