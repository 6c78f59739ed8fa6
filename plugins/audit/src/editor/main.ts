import { definePlugin } from '@millwright/editor';
import { startAudit } from './audit.ts';

definePlugin({
  packageName: '@millwright/node-red-audit',
  entry: 'audit',
  start: startAudit,
});
