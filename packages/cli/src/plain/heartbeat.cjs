'use strict';

/*
 * Loaded into Node-RED by `millwright supervise` through NODE_OPTIONS, before anything else: says once a second, from the
 * main thread, that the event loop turns. It is plain and needs nothing but Node.js, and it never fails: what it is loaded
 * into has to run.
 */

const { basename } = require('node:path');
const { isMainThread } = require('node:worker_threads');

/** What Node-RED has to end its nodes, once nobody watches it any more. Milliseconds. */
const grace = 30_000;
const period = 1000;

// Threads load this file too. A package manager that starts Node-RED is not Node-RED, and would be watched in its place.
const isLauncher = /^(?:npm|npx|pnpm|pnpx|yarn|corepack)\b/.test(basename(process.argv[1] ?? ''));
const before = process.env.MILLWRIGHT_NODE_OPTIONS;

if (isMainThread && !isLauncher && before !== undefined) {
  // What Node-RED starts is not watched: it must not find this file in its own environment.
  if (before) process.env.NODE_OPTIONS = before;
  else delete process.env.NODE_OPTIONS;
  delete process.env.MILLWRIGHT_NODE_OPTIONS;
  if (process.send) beatOn();
}

function beatOn() {
  let isSending = false;
  const beat = () => {
    if (isSending || !process.connected) return;
    isSending = true;
    process.send({ millwright: 'alive' }, undefined, undefined, () => {
      isSending = false;
    });
  };
  beat();
  setInterval(beat, period).unref();

  // Without its supervisor it ends, in order: the next one starts another, and two must not run over the same files.
  process.once('disconnect', () => {
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), grace).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  // The channel alone keeps nothing running that would end.
  process.channel?.unref();
}
