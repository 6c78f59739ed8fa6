'use strict';

// Stands for whoever starts Node-RED again when it fails, or asks for it: says why the one before ended, and passes signals on.
// As services do with `on-failure` it takes code 0 for an end that somebody wanted.
const { spawn } = require('node:child_process');

const [, , ...command] = process.argv;
let cause = 'unknown';
let ending = '';
let child;
let isEnding = false;

function start() {
  let isWanted = false;
  child = spawn(process.execPath, command, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      MILLWRIGHT_SUPERVISOR: String(process.pid),
      MILLWRIGHT_CAUSE: cause,
      MILLWRIGHT_SIGNAL: ending,
    },
  });
  child.on('message', (message) => {
    if (message && message.millwright === 'restart') isWanted = true;
  });
  child.on('exit', (code, signal) => {
    if (isEnding || (code === 0 && !isWanted)) process.exit(code ?? 1);
    cause = isWanted ? 'unknown' : 'crash';
    ending = signal ?? '';
    console.log(`RESTARTED ${cause}`);
    setTimeout(start, 50);
  });
}

for (const signal of ['SIGTERM', 'SIGINT'])
  process.on(signal, () => {
    isEnding = true;
    child.kill(signal);
  });
process.on('exit', () => child.kill('SIGKILL'));
start();
