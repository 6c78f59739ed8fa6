import { addressProblem, serverUrl } from '@millwright/opcua';
import { nameField, queueFields, readOnlyField } from '@millwright/plc';
import { type ConfigOf, defineNode, field, type Problem } from '@millwright/schema';
import { safePolicies, secureModes, withdrawnPolicies } from '../common/security.ts';

const minute = 60_000;
const byName = { identity: ['user-name'] };
const byCertificate = { identity: ['certificate'] };

/** One session with a server, shared by all nodes that name it. */
export const connectionNode = defineNode({
  type: 'mw-opcua-connection',
  kind: 'config',
  version: 1,
  fields: {
    ...nameField,
    url: field.text({
      required: true,
      maxLength: 500,
      hint: true,
      pattern: { expression: serverUrl, problem: 'bad-url' },
    }),
    security: field.choice({ options: ['best', 'chosen', 'withdrawn', 'none'], default: 'best', hint: true }),
    minimum: field.choice({ options: secureModes, default: 'SignAndEncrypt', when: { security: ['best'] } }),
    policy: field.choice({
      options: safePolicies,
      default: 'Basic256Sha256',
      when: { security: ['chosen'] },
    }),
    oldPolicy: field.choice({
      options: withdrawnPolicies,
      default: 'Basic256',
      hint: true,
      when: { security: ['withdrawn'] },
    }),
    mode: field.choice({
      options: secureModes,
      default: 'SignAndEncrypt',
      when: { security: ['chosen', 'withdrawn'] },
    }),
    unsecured: field.boolean({ default: false, hint: true, when: { security: ['none'] } }),
    identity: field.choice({
      options: ['anonymous', 'user-name', 'certificate'],
      default: 'anonymous',
    }),
    userName: field.text({ required: true, maxLength: 200, when: byName }),
    password: field.secret({ hint: true, when: byName }),
    userCertificate: field.secret({ file: true, hint: true, when: byCertificate }),
    userKey: field.secret({ file: true, when: byCertificate }),
    passphrase: field.secret({ hint: true, when: byCertificate }),
    ...readOnlyField,
    writeAllow: field.rows({
      maxRows: 5000,
      hint: true,
      group: 'writing',
      unique: 'address',
      columns: { address: field.text({ required: true, maxLength: 5000 }) },
      problems: ['bad-address'],
      check: ({ address }) => (addressProblem(address) === undefined ? {} : { address: 'bad-address' }),
    }),
    anyHost: field.boolean({ default: false, hint: true, group: 'protection' }),
    withoutRevocationList: field.boolean({ default: false, hint: true, group: 'protection' }),
    clearPassword: field.boolean({ default: false, hint: true, group: 'protection', when: byName }),
    timeout: field.integer({
      default: 10_000,
      min: 50,
      max: 10 * minute,
      unit: 'ms',
      hint: true,
      group: 'timing',
    }),
    connectTimeout: field.integer({ default: 5000, min: 100, max: minute, unit: 'ms', group: 'timing' }),
    keepAlive: field.integer({
      default: 5000,
      min: 100,
      max: 10 * minute,
      unit: 'ms',
      hint: true,
      group: 'timing',
    }),
    sessionTimeout: field.integer({
      default: minute,
      min: 1000,
      max: 24 * 60 * minute,
      unit: 'ms',
      hint: true,
      group: 'timing',
    }),
    retryMost: field.integer({
      default: 30_000,
      min: 100,
      max: 10 * minute,
      unit: 'ms',
      hint: true,
      group: 'timing',
    }),
    depth: field.integer({ default: 1, min: 1, max: 16, hint: true, group: 'load' }),
    ...queueFields,
  },
  problems: ['not-ticked'],
  check: ({ security, unsecured }): readonly Problem[] =>
    security === 'none' && !unsecured ? [{ path: ['unsecured'], code: 'not-ticked' }] : [],
});

export type ConnectionConfig = ConfigOf<typeof connectionNode>;
