import type { FunctionGroup, RequestPattern } from './row.ts';

/** What is known of Node-RED and is no operation. Everything else that a Node-RED has is unknown to Millwright. */
export const silentFunctions: Readonly<Record<FunctionGroup, readonly string[]>> = {
  comms: ['init', 'unsubscribe'],
  context: ['init'],
  diagnostics: ['init'],
  flows: ['init'],
  library: ['init'],
  // Icons and resources are files of packages, open to everybody.
  nodes: ['init', 'getIcon', 'getModuleResource'],
  // Asked by Node-RED itself while it draws the editor's page.
  plugins: ['init', 'getPlugin', 'getPluginsByType'],
  // No request leads to the active project; `available` is asked at each request for Projects.
  projects: ['init', 'available', 'getActiveProject'],
  settings: ['init'],
};

/**
 * Requests that are no operations: the files of the editor, which a browser loads before anybody has logged in, and
 * the log-in itself, of which Node-RED's own audit log tells.
 */
export const silentRequests: readonly RequestPattern[] = [
  'GET /',
  'GET /auth/login',
  'POST /auth/token',
  'POST /auth/revoke',
  'GET /auth/strategy',
  'GET /auth/strategy/callback',
  'GET /icons/:module/:icon',
  'GET /icons/:scope/:module/:icon',
  'GET /resources/:module/:file',
  'GET /locales/:file',
  'GET /theme/',
  'GET /debug/view/view.html',
  'GET /debug/view/*',
];
