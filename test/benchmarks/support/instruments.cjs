// Runs inside each measured Node-RED, the bare one too, as its `httpAdminMiddleware`. It is read with settings.js, before
// any plugin is loaded, so that Node-RED's own part of a deploy is timed beneath whatever plugins put around it.
const { monitorEventLoopDelay } = require('node:perf_hooks');
const v8 = require('node:v8');
const { runInNewContext } = require('node:vm');

v8.setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

const { flows } = require.main.require('@node-red/runtime');
const { setFlows } = flows;
let applied = 0;
let loop;
flows.setFlows = async function (...given) {
  const started = performance.now();
  try {
    return await setFlows.apply(this, given);
  } finally {
    applied = performance.now() - started;
  }
};

/** As the door itself does it when the first package comes and when the last one goes. */
function switchPipeline(on) {
  const door = globalThis[Symbol.for('millwright.door')];
  const [copy] = door.copies;
  if (on && !door.owner) door.owner = { ...copy.patch(), copy };
  if (!on) {
    door.owner?.undo();
    door.owner = undefined;
  }
}

module.exports = (request, response, next) => {
  // A connection is kept however long the others take: opening one is no part of what is measured.
  request.socket.server.keepAliveTimeout = 0;
  if (request.path === '/instruments/collect') {
    collect();
    collect();
    return response.json(process.memoryUsage());
  }
  if (request.path === '/instruments/applied') return response.json({ milliseconds: applied });
  if (request.path === '/instruments/blocked') {
    // The first time it only begins to look.
    loop ??= monitorEventLoopDelay({ resolution: 1 });
    const milliseconds = loop.max / 1e6;
    loop.enable();
    loop.reset();
    return response.json({ milliseconds });
  }
  if (request.path === '/instruments/pipeline') {
    switchPipeline(request.query.on === 'true');
    return response.json({});
  }
  next();
};
