import type { OperationInput, Target } from '../operation.ts';
import { functionRows, named } from './row.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** `global/count`, `node/<id>/count`: scope, whose it is, key. */
const contextTarget = ({ scope, id, key }: OperationInput): Target => ({
  kind: 'context',
  id: [scope, id, key].map(text).filter(Boolean).join('/'),
});

/** `local/functions/scale.js`: library, type, path. */
const libraryTarget = ({ library, type, path }: OperationInput): Target => ({
  kind: 'library',
  id: [library, type, path].map(text).filter(Boolean).join('/'),
});

export const contextRows = functionRows('context', [
  {
    name: 'context.get',
    title: 'Read context',
    call: 'getValue',
    action: 'context.read',
    kind: 'read',
    requests: [
      'GET /context/global',
      'GET /context/global/:key',
      'GET /context/node/:id',
      'GET /context/node/:id/:key',
      'GET /context/flow/:id',
      'GET /context/flow/:id/:key',
    ],
    target: contextTarget,
  },
  {
    name: 'context.delete',
    title: 'Delete context',
    call: 'delete',
    action: 'context.delete',
    kind: 'write',
    requests: [
      'DELETE /context/global/:key',
      'DELETE /context/node/:id/:key',
      'DELETE /context/flow/:id/:key',
    ],
    target: contextTarget,
  },
]);

export const settingRows = functionRows('settings', [
  {
    name: 'settings.get',
    title: 'Read the settings of the editor',
    call: 'getRuntimeSettings',
    action: 'settings.read',
    kind: 'read',
    requests: ['GET /settings'],
    uncaught: true,
  },
  {
    name: 'settings.user.get',
    title: "Read a user's settings",
    call: 'getUserSettings',
    action: 'settings.read',
    kind: 'read',
    background: true,
    requests: ['GET /settings/user'],
    uncaught: true,
  },
  {
    name: 'settings.update',
    title: "Change a user's settings",
    call: 'updateUserSettings',
    action: 'settings.write',
    kind: 'write',
    requests: ['POST /settings/user'],
    locks: ['settings'],
  },
  {
    name: 'settings.keys.list',
    title: 'List SSH keys',
    call: 'getUserKeys',
    action: 'settings.write',
    kind: 'read',
    requests: ['GET /settings/user/keys'],
  },
  {
    name: 'settings.keys.get',
    title: 'Read a public SSH key',
    call: 'getUserKey',
    action: 'settings.write',
    kind: 'read',
    requests: ['GET /settings/user/keys/:id'],
    target: named('ssh-key', 'id'),
  },
  {
    name: 'settings.keys.add',
    title: 'Make an SSH key',
    call: 'generateUserKey',
    action: 'settings.write',
    kind: 'write',
    requests: ['POST /settings/user/keys'],
    locks: ['settings'],
    target: named('ssh-key', 'name'),
  },
  {
    name: 'settings.keys.remove',
    title: 'Remove an SSH key',
    call: 'removeUserKey',
    action: 'settings.write',
    kind: 'write',
    requests: ['DELETE /settings/user/keys/:id'],
    locks: ['settings'],
    target: named('ssh-key', 'id'),
  },
]);

export const libraryRows = functionRows('library', [
  {
    name: 'library.get',
    title: 'Read from the library',
    call: 'getEntry',
    action: 'library.read',
    kind: 'read',
    requests: ['GET /library/:library/:type', 'GET /library/:library/:type/:path'],
    target: libraryTarget,
  },
  {
    name: 'library.set',
    title: 'Save into the library',
    call: 'saveEntry',
    action: 'library.write',
    kind: 'write',
    requests: ['POST /library/:library/:type/:path'],
    target: libraryTarget,
  },
]);

export const diagnosticRows = functionRows('diagnostics', [
  {
    name: 'diagnostics.get',
    title: 'Read the diagnostics report',
    call: 'get',
    action: 'diagnostics.read',
    kind: 'read',
    requests: ['GET /diagnostics'],
  },
]);
