import { definePlugin, ownPackage } from '@millwright/runtime';
import { area } from '../common/routes.ts';
import { startAccess } from './access.ts';

export const entries = {
  access: definePlugin({ id: 'access', area, ...ownPackage(import.meta.url), start: startAccess }),
};
