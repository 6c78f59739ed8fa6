/** Whoever the cookie of a connection names is logged in. */
module.exports = (RED) => {
  RED.plugins.registerPlugin('test-log-in', {
    type: 'node-red-dashboard-2',
    hooks: {
      onAddConnectionCredentials(connection, message) {
        const name = /operator=(\w+)/.exec(connection.handshake.headers.cookie ?? '')?.[1];
        if (name) message._client.user = { username: name };
        return message;
      },
    },
  });
};
