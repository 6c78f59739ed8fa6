import type { NodeExtras } from '@millwright/editor';
import { testConnection } from '../editor/test-connection.ts';

export const connectionExtras: NodeExtras = {
  icons: {
    url: 'fa-globe',
    security: 'fa-lock',
    minimum: 'fa-shield',
    policy: 'fa-shield',
    oldPolicy: 'fa-shield',
    mode: 'fa-lock',
    unsecured: 'fa-unlock',
    identity: 'fa-user',
    userName: 'fa-user',
    password: 'fa-key',
    userCertificate: 'fa-certificate',
    userKey: 'fa-key',
    passphrase: 'fa-key',
    readOnly: 'fa-ban',
    writeAllow: 'fa-pencil',
    anyHost: 'fa-globe',
    withoutRevocationList: 'fa-list',
    clearPassword: 'fa-unlock',
    timeout: 'fa-clock-o',
    connectTimeout: 'fa-clock-o',
    keepAlive: 'fa-heartbeat',
    sessionTimeout: 'fa-hourglass-half',
    retryMost: 'fa-refresh',
    depth: 'fa-tasks',
    queueLimit: 'fa-hourglass-half',
    queuePolicy: 'fa-filter',
  },
  warnings: ['unsecured', 'oldPolicy', 'clearPassword'],
  test: (config, id) => testConnection(config, id),
  label: ({ url }) =>
    typeof url === 'string' && url !== '' ? url.replace(/^opc\.tcp:\/\//i, '') : undefined,
};
