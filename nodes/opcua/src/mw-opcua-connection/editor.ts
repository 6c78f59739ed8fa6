import type { NodeExtras } from '@millwright/editor';
import { fieldIcons } from '@millwright/plc/editor';
import { testConnection } from '../editor/test-connection.ts';

export const connectionExtras: NodeExtras = {
  icons: {
    ...fieldIcons,
    url: 'fa-globe',
    security: 'fa-lock',
    minimum: 'fa-shield',
    policy: 'fa-shield',
    oldPolicy: 'fa-shield',
    mode: 'fa-lock',
    unsecured: 'fa-unlock',
    identity: 'fa-user',
    userName: 'fa-user',
    userCertificate: 'fa-certificate',
    userKey: 'fa-key',
    passphrase: 'fa-key',
    anyHost: 'fa-globe',
    withoutRevocationList: 'fa-list',
    clearPassword: 'fa-unlock',
    sessionTimeout: 'fa-hourglass-half',
  },
  warnings: ['unsecured', 'oldPolicy', 'clearPassword'],
  test: (config, id) => testConnection(config, id),
  label: ({ url }) =>
    typeof url === 'string' && url !== '' ? url.replace(/^opc\.tcp:\/\//i, '') : undefined,
};
