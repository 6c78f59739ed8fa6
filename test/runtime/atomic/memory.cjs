// Runs inside Node-RED as its `httpAdminMiddleware` and answers what Node-RED keeps in memory only, where no request of
// its own tells it, or only one by one: the credentials and contexts of nodes, which debug nodes are on, how often flows
// started or stopped, as whom git logs in to a remote of a project, how often each route of the palette package was
// reached, and how many messages of editors.
const { join } = require('node:path');
const { json } = require('node:stream/consumers');
const { promisify } = require('node:util');

const { events, util } = require.main.require('@node-red/util');
let messages = 0;
events.on('comms:message:probe/hello', () => {
  messages += 1;
});
const flows = { started: 0, stopping: 0 };
for (const name of Object.keys(flows))
  events.on(`flows:${name}`, () => {
    flows[name] += 1;
  });

/** What a flow or a node keeps in a store: not to be read while its file is replaced, or by an id such as `__proto__`. */
async function kept(scope, id, store) {
  const { nodes } = require.main.require('@node-red/runtime')._;
  const context = scope === 'flow' ? nodes.getContext(id) : nodes.getNode(id)?.context();
  if (!context) return null;
  const ask = (method, ...given) => promisify(context[method].bind(context))(...given, store);
  // As Node-RED's API has it: JSON alone would leave out what has no words there.
  const entry = async (key) => [key, util.encodeObject({ msg: await ask('get', key) })];
  return Object.fromEntries(await Promise.all((await ask('keys')).map(entry)));
}

/** What all of these keep, by where Node-RED's API has it. */
async function contexts(ids) {
  const { stores } = require.main.require('@node-red/runtime')._.nodes.listContextStores();
  const found = ids.flatMap((id) =>
    ['flow', 'node'].map(async (scope) => {
      const values = stores.map((store) => kept(scope, id, store).catch(({ message }) => message));
      return [`/context/${scope}/${id}`, await Promise.all(values)];
    }),
  );
  return Object.fromEntries(await Promise.all(found));
}

module.exports = (request, response, next) => {
  if (request.path === '/memory/debug') {
    const { nodes } = require.main.require('@node-red/runtime')._;
    const states = {};
    nodes.eachNode(({ id, type }) => {
      if (type === 'debug') states[id] = nodes.getNode(id)?.active;
    });
    return response.json(states);
  }
  if (request.path === '/memory/git') {
    const folder = '@node-red/runtime/lib/storage/localfilesystem/projects/git';
    const { project, url } = request.query;
    return response.json(require.main.require(join(folder, 'authCache')).get(project, url, '_') ?? null);
  }
  if (request.path === '/memory/credentials') {
    const { nodes } = require.main.require('@node-red/runtime')._;
    return json(request).then((ids) =>
      response.json(Object.fromEntries(ids.map((id) => [id, nodes.getCredentials(id) ?? null]))),
    );
  }
  if (request.path === '/memory/contexts')
    return json(request)
      .then(contexts)
      .then((found) => response.json(found));
  if (request.path === '/memory/flows') return response.json(flows);
  if (request.path === '/memory/palette') return response.json(globalThis.paletteCalls ?? {});
  if (request.path === '/memory/messages') return response.json(messages);
  next();
};
