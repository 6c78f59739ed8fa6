// Loaded by a test's settings.js before Node-RED makes its routers: notes which application is mounted where, since
// Express itself keeps that to itself, and answers the tree of all routes.
const express = require.main.require('express');

const mounted = new Map();
const { use } = express.application;
express.application.use = function noteMounted(...handlers) {
  const before = new Set(this._router?.stack ?? []);
  const result = use.apply(this, handlers);
  const applications = handlers.flat(2).filter((handler) => typeof handler?.handle === 'function');
  const layers = this._router.stack.filter((layer) => !before.has(layer));
  // A list of handlers makes one layer for each.
  for (const [index, application] of applications.entries())
    mounted.set(layers[layers.length - applications.length + index], application);
  return result;
};

const describe = (layer) => ({
  name: layer.name,
  every: Boolean(layer.regexp.fast_slash || layer.regexp.fast_star),
  expression: layer.regexp.source,
  flags: layer.regexp.flags,
  route: layer.route && { path: String(layer.route.path), methods: Object.keys(layer.route.methods) },
  inner: stackOf(mounted.get(layer) ?? layer.handle).map(describe),
});
const stackOf = (handler) => handler.stack ?? handler._router?.stack ?? [];

module.exports = (request, response, next) => {
  if (request.path !== '/routers') return next();
  const { parent } = require.main.require('@node-red/runtime').httpAdmin;
  response.json(stackOf(parent).map(describe));
};
