// Runs inside Node-RED as its `httpAdminMiddleware` and answers which objects are in place where plugins could have
// put others. Each object keeps the number that it got when it was first seen.
const numbers = new Map();
const numberOf = (object) => {
  if (!numbers.has(object)) numbers.set(object, numbers.size);
  return numbers.get(object);
};
const stackOf = (application) => application._router.stack.map((layer) => `${layer.name} ${numberOf(layer)}`);

module.exports = (request, response, next) => {
  if (request.path !== '/witness') return next();
  const runtime = require.main.require('@node-red/runtime');
  const functions = {};
  for (const group of [
    'comms',
    'context',
    'flows',
    'library',
    'nodes',
    'plugins',
    'projects',
    'settings',
    'storage',
  ])
    for (const [name, value] of Object.entries(runtime[group]))
      if (typeof value === 'function') functions[`${group}.${name}`] = numberOf(value);
  const retained = [];
  void runtime.comms.subscribe({ topic: 'millwright/#', client: { send: (topic) => retained.push(topic) } });
  response.json({
    retained,
    functions,
    admin: stackOf(runtime.httpAdmin.parent),
    nodes: stackOf(runtime.httpAdmin),
    events: Object.fromEntries(
      runtime.events.eventNames().map((name) => [String(name), runtime.events.listenerCount(name)]),
    ),
    door: Object.getOwnPropertySymbols(globalThis).filter((symbol) => String(symbol).includes('millwright'))
      .length,
    files: Object.keys(require.cache).filter((file) => file.includes('millwright-probe')).length,
  });
};
