// Runs inside Node-RED as its `httpAdminMiddleware` and answers what Node-RED keeps in memory only, where no request of
// its own tells it: which debug nodes are on, and as whom git logs in to a remote of a project.
const { join } = require('node:path');

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
  next();
};
