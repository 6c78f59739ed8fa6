// One route of each kind that packages of other people bring. Every answer counts the calls of its route, so that a
// test sees whether the package was reached.
const express = require.main.require('express');

module.exports = (RED) => {
  function Routes(configuration) {
    RED.nodes.createNode(this, configuration);
  }
  RED.nodes.registerType('palette-routes', Routes, {
    credentials: { user: { type: 'text' }, password: { type: 'password' } },
  });

  const calls = {};
  // Where a test finds them without calling a route.
  globalThis.paletteCalls = calls;
  const answer = (name) => (_request, response) => {
    calls[name] = (calls[name] ?? 0) + 1;
    response.json({ route: name, calls: calls[name] });
  };

  // A script that every editor loads with a plain <script src>: there is no token to send.
  RED.httpAdmin.get('/palette/script.js', (_request, response) => {
    response.type('text/javascript').send('globalThis.paletteLoaded = true;');
  });
  RED.httpAdmin.get('/palette/list', RED.auth.needsPermission('palette.read'), answer('list'));
  RED.httpAdmin.post('/palette/open', answer('open'));
  RED.httpAdmin.post('/palette/run', RED.auth.needsPermission('palette.write'), answer('run'));

  const application = express();
  application.get('/info', answer('info'));
  application.post('/act', answer('act'));
  RED.httpAdmin.use('/palette/application', application);

  const router = express.Router();
  router.get('/info', answer('router info'));
  router.delete('/thing/:id', answer('delete thing'));
  RED.httpAdmin.use('/palette/router', RED.auth.needsPermission('palette.write'), router);

  // Server-sent events: the answer goes on until the reader leaves.
  const readers = new Set();
  RED.httpAdmin.get('/palette/events', RED.auth.needsPermission('palette.read'), (request, response) => {
    response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.flushHeaders();
    readers.add(response);
    request.on('close', () => readers.delete(response));
    response.write('data: {"event":"opened"}\n\n');
  });
  RED.httpAdmin.post('/palette/events/tell', (_request, response) => {
    for (const reader of readers) reader.write('data: {"event":"told"}\n\n');
    response.json({ readers: readers.size });
  });
};
