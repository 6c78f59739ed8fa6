// Runs inside Node-RED as its `httpAdminMiddleware` and answers which debug nodes are on: Node-RED keeps that in memory
// only, and no request tells it.
module.exports = (request, response, next) => {
  if (request.path !== '/debug-states') return next();
  const { nodes } = require.main.require('@node-red/runtime')._;
  const states = {};
  nodes.eachNode(({ id, type }) => {
    if (type === 'debug') states[id] = nodes.getNode(id)?.active;
  });
  response.json(states);
};
