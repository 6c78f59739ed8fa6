import type { OperationInput, Target } from '../operation.ts';
import { functionRows, named } from './row.ts';

const module = named('module', 'module');
const set = named('node-set', 'id');

/** A module by name, or the file that was uploaded. */
function toInstall(input: OperationInput): Target | undefined {
  const { name } = (input['tarball'] ?? {}) as { readonly name?: unknown };
  return module(input) ?? (typeof name === 'string' ? { kind: 'module', id: name } : undefined);
}

export const nodeRows = functionRows('nodes', [
  {
    name: 'nodes.info.get',
    title: 'Read about a set of nodes',
    call: 'getNodeInfo',
    action: 'module.read',
    kind: 'read',
    requests: ['GET /nodes/:module/:set'],
    target: set,
  },
  {
    name: 'nodes.list.get',
    title: 'List the nodes',
    call: 'getNodeList',
    action: 'module.read',
    kind: 'read',
    requests: ['GET /nodes'],
    uncaught: true,
  },
  {
    name: 'nodes.config.get',
    title: "Load a set of nodes' editor code",
    call: 'getNodeConfig',
    action: 'module.read',
    kind: 'read',
    requests: ['GET /nodes/:module/:set'],
    target: set,
  },
  {
    name: 'nodes.configs.get',
    title: "Load all nodes' editor code",
    call: 'getNodeConfigs',
    action: 'module.read',
    kind: 'read',
    requests: ['GET /nodes'],
    uncaught: true,
  },
  {
    name: 'nodes.module.get',
    title: 'Read about a module',
    call: 'getModuleInfo',
    action: 'module.read',
    kind: 'read',
    requests: ['GET /nodes/:module', 'GET /plugins/:module'],
    target: module,
  },
  {
    name: 'nodes.install',
    title: 'Install a module',
    call: 'addModule',
    action: 'module.install',
    kind: 'write',
    requests: ['POST /nodes'],
    locks: ['modules'],
    target: toInstall,
  },
  {
    name: 'nodes.remove',
    title: 'Remove a module',
    call: 'removeModule',
    action: 'module.remove',
    kind: 'write',
    requests: ['DELETE /nodes/:module'],
    locks: ['modules', 'flows'],
    target: module,
  },
  {
    name: 'nodes.module.set',
    title: 'Enable or disable a module',
    call: 'setModuleState',
    action: 'module.enable',
    kind: 'write',
    requests: ['PUT /nodes/:module'],
    locks: ['modules', 'flows'],
    target: module,
  },
  {
    name: 'nodes.info.set',
    title: 'Enable or disable a set of nodes',
    call: 'setNodeSetState',
    action: 'module.enable',
    kind: 'write',
    requests: ['PUT /nodes/:module/:set'],
    locks: ['modules', 'flows'],
    target: set,
  },
  {
    name: 'nodes.catalogs.get',
    title: "Load all nodes' texts",
    call: 'getModuleCatalogs',
    action: 'module.read',
    kind: 'read',
    requests: ['GET /nodes/messages'],
  },
  {
    name: 'nodes.catalog.get',
    title: "Load a set of nodes' texts",
    call: 'getModuleCatalog',
    action: 'module.read',
    kind: 'read',
    requests: ['GET /nodes/:module/:set/messages'],
    target: named('node-set', 'module'),
  },
  {
    name: 'nodes.icons.get',
    title: 'List the icons',
    call: 'getIconList',
    action: 'module.read',
    kind: 'read',
    requests: ['GET /icons'],
    uncaught: true,
  },
]);

export const pluginRows = functionRows('plugins', [
  {
    name: 'plugins.info.get',
    title: 'Read about a plugin',
    call: 'getPluginInfo',
    action: 'module.read',
    kind: 'read',
    requests: ['GET /plugins/:module/:set'],
    target: set,
  },
  {
    name: 'plugins.list.get',
    title: 'List the plugins',
    call: 'getPluginList',
    action: 'module.read',
    kind: 'read',
    requests: ['GET /plugins'],
    uncaught: true,
  },
  {
    name: 'plugins.configs.get',
    title: "Load all plugins' editor code",
    call: 'getPluginConfigs',
    action: 'module.read',
    kind: 'read',
    requests: ['GET /plugins'],
    uncaught: true,
  },
  {
    name: 'plugins.config.get',
    title: "Load a plugin's editor code",
    call: 'getPluginConfig',
    action: 'module.read',
    kind: 'read',
    requests: ['GET /plugins/:module/:set'],
    target: set,
  },
  {
    name: 'plugins.catalogs.get',
    title: "Load all plugins' texts",
    call: 'getPluginCatalogs',
    action: 'module.read',
    kind: 'read',
    requests: ['GET /plugins/messages'],
  },
]);
