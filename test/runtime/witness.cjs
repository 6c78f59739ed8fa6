// Runs inside Node-RED as its `httpAdminMiddleware` and answers which objects are in place where plugins could have
// put others. Each object keeps the number that it got when it was first seen.
const { join, sep } = require('node:path');

const numbers = new Map();
const numberOf = (object) => {
  if (!numbers.has(object)) numbers.set(object, numbers.size);
  return numbers.get(object);
};
const stackOf = (application) => application._router.stack.map((layer) => `${layer.name} ${numberOf(layer)}`);

// Node-RED keeps its log handlers to itself: what is added and not removed is counted.
const { log, hooks } = require.main.require('@node-red/util');
const handlers = new Set();
for (const [name, change] of [
  ['addHandler', 'add'],
  ['removeHandler', 'delete'],
]) {
  const original = log[name];
  log[name] = (handler) => {
    handlers[change](handler);
    return original.call(log, handler);
  };
}
const hookNames =
  'onSend preRoute preDeliver postDeliver onReceive postReceive onComplete preInstall postInstall preUninstall postUninstall';

module.exports = (request, response, next) => {
  if (request.path !== '/witness') return next();
  const runtime = require.main.require('@node-red/runtime');
  const userDirectory = runtime._.settings.userDir;
  const functions = {};
  for (const [group, members] of Object.entries(runtime))
    for (const [name, value] of Object.entries(members ?? {}))
      if (typeof value === 'function') functions[`${group}.${name}`] = numberOf(value);
  for (const file of ['auth', 'auth/users', 'auth/tokens', 'editor/comms'])
    for (const [name, value] of Object.entries(require.main.require(`@node-red/editor-api/lib/${file}`)))
      functions[`${file}.${name}`] = numberOf(value);
  const retained = [];
  void runtime.comms.subscribe({ topic: 'millwright/#', client: { send: (topic) => retained.push(topic) } });
  response.json({
    retained,
    functions,
    hooks: hookNames.split(' ').filter((name) => hooks.has(name)),
    logHandlers: handlers.size,
    upgrades: runtime._.server.listenerCount('upgrade'),
    admin: stackOf(runtime.httpAdmin.parent),
    nodes: stackOf(runtime.httpAdmin),
    events: Object.fromEntries(
      runtime.events.eventNames().map((name) => [String(name), runtime.events.listenerCount(name)]),
    ),
    door: Object.getOwnPropertySymbols(globalThis).filter((symbol) => String(symbol).includes('millwright'))
      .length,
    files: Object.keys(require.cache).filter((file) =>
      file.startsWith(join(userDirectory, 'node_modules') + sep),
    ),
  });
};
