module.exports = (RED) => {
  RED.nodes.registerType('extra', function Extra(configuration) {
    RED.nodes.createNode(this, configuration);
  });
};
