// Runs inside Node-RED as its `httpAdminMiddleware` and answers what Node-RED keeps in memory only, where no request of
// its own tells it: the credentials of nodes, which debug nodes are on, how often flows started or stopped, as whom git
// logs in to a remote of a project, how often each route of the palette package was reached, and how many messages of
// editors.
const { join } = require('node:path');
const { json } = require('node:stream/consumers');

const { events } = require.main.require('@node-red/util');
let messages = 0;
events.on('comms:message:probe/hello', () => {
  messages += 1;
});
const flows = { started: 0, stopping: 0 };
for (const name of Object.keys(flows))
  events.on(`flows:${name}`, () => {
    flows[name] += 1;
  });

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
  if (request.path === '/memory/flows') return response.json(flows);
  if (request.path === '/memory/palette') return response.json(globalThis.paletteCalls ?? {});
  if (request.path === '/memory/messages') return response.json(messages);
  next();
};
