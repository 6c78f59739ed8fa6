import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as opcua from 'node-opcua';
import { Counts } from './counts.js';
import { raise } from './events.js';
import { Space } from './space.js';
import { fromVariant, toVariant } from './values.js';

const { MessageSecurityMode, nodesets, OPCUACertificateManager, OPCUAServer, SecurityPolicy, StatusCodes } =
  opcua;

/**
 * A server of another make. Its options are the JSON of the first argument; it prints a line of JSON when it listens, answers each command
 * (a line of JSON with an `id` on its standard input) with a line of the same `id`, and ends with its parent.
 */
const options = JSON.parse(process.argv[2] ?? '{}');
const print = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const store = (name) =>
  new OPCUACertificateManager({
    rootFolder: join(options.directory, name),
    automaticallyAcceptUnknownCertificate: options.trustAll ?? true,
    disableFileWatchers: false,
  });

const users = options.users ?? {};
const serverCertificateManager = store('pki');
const server = new OPCUAServer({
  host: '127.0.0.1',
  hostname: '127.0.0.1',
  port: options.port ?? 0,
  resourcePath: '',
  alternateHostname: ['localhost'],
  nodeset_filename: [nodesets.standard, fileURLToPath(new URL('types.xml', import.meta.url))],
  serverInfo: {
    applicationUri: options.applicationUri ?? 'urn:test:server',
    applicationName: { text: 'Peer', locale: 'en' },
  },
  serverCertificateManager,
  userCertificateManager: store('users'),
  securityPolicies: (options.policies ?? ['None']).map((name) => SecurityPolicy[name]),
  securityModes: (options.modes ?? ['None']).map((name) => MessageSecurityMode[name]),
  allowAnonymous: options.anonymous ?? true,
  userManager: { isValidUser: (name, password) => users[name] !== undefined && users[name] === password },
  maxConnectionsPerEndpoint: options.maxConnections ?? 100,
  ...(options.certificateFile && {
    certificateFile: options.certificateFile,
    privateKeyFile: options.privateKeyFile,
  }),
  ...(options.tokenLifetime && { defaultSecureTokenLifetime: options.tokenLifetime }),
  serverCapabilities: {
    maxSessions: options.maxSessions ?? 100,
    maxSubscriptionsPerSession: 100,
    minSupportedSampleRate: 10,
    ...options.capabilities,
    operationLimits: {
      maxNodesPerRead: 10_000,
      maxNodesPerWrite: 10_000,
      maxNodesPerBrowse: 10_000,
      maxNodesPerMethodCall: 1_000,
      maxMonitoredItemsPerCall: 10_000,
      ...options.limits,
    },
  },
});
const counts = new Counts(server);
await server.initialize();
const space = new Space(server, options);
await server.start();
counts.listen();
for (const description of server.endpoints.flatMap((endpoint) => endpoint.endpointDescriptions())) {
  const policy = description.securityPolicyUri.split('#')[1];
  const level = options.levels?.[`${policy} ${MessageSecurityMode[description.securityMode]}`];
  if (level !== undefined) description.securityLevel = level;
}

const commands = {
  count: () => counts.report(),
  forget: () => counts.forget(),
  get: ({ node }) => fromVariant(space.find(node).readValue().value),
  set: ({ node, value, status }) =>
    space.find(node).setValueFromSource(toVariant(value), status ? StatusCodes[status] : StatusCodes.Good),
  run: ({ counters, rate }) => space.count(counters, rate),
  raise: (what) => raise(space, what),
  remove: ({ node }) => space.remove(node),
  return: ({ node }) => space.comeBack(node),
  /** A client's certificate, as base64 of its DER. */
  trust: ({ certificate }) =>
    serverCertificateManager.trustCertificate(Buffer.from(certificate, 'base64')).then(() => true),
  /** Says in ServerStatus that it goes, waits, and ends. */
  shutdown: ({ seconds = 0 }) => {
    setTimeout(() => server.shutdown(seconds * 1_000).finally(() => process.exit(0)), 0);
  },
  endpoints: () => server.getEndpointUrl(),
};

createInterface({ input: process.stdin })
  .on('line', async (line) => {
    const { id, do: name, ...rest } = JSON.parse(line);
    try {
      print({ id, result: (await commands[name](rest)) ?? null });
    } catch (error) {
      print({ id, error: String(error?.message ?? error) });
    }
  })
  .once('close', () => process.exit(0));
print({ port: server.endpoints[0].port });
