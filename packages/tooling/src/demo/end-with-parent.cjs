// Loaded into the demo's Node-RED: it ends, cleanly, when the process that started it is gone.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
