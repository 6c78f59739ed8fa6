// An Express application with Node-RED inside, as Node-RED's documentation on embedding has it. Arguments: user
// directory, port.
const { createServer } = require('node:http');
const { join } = require('node:path');
const express = require('express');
const RED = require('node-red');

const [userDirectory, port] = process.argv.slice(2);
const settings = { ...require(join(userDirectory, 'settings.js')), userDir: userDirectory };

const application = express();
const server = createServer(application);
application.get('/own', (_request, response) => response.json({ answeredBy: 'the application' }));

RED.init(server, settings);
application.use(settings.httpAdminRoot, RED.httpAdmin);
application.use(settings.httpNodeRoot, RED.httpNode);
void RED.start().then(() =>
  // The same words as those of a Node-RED that is started by itself: who waits for them need not know the difference.
  server.listen(Number(port), '127.0.0.1', () => console.log(`Server now running at port ${port}`)),
);

process.once('SIGTERM', () => void RED.stop().then(() => process.exit()));
