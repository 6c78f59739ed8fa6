// Routes that are declared when a node is made, as packages do that keep one route per node.
module.exports = (RED) => {
  RED.nodes.registerType('palette-answers', function Answers(configuration) {
    RED.nodes.createNode(this, configuration);
    RED.httpAdmin.get(`/palette/answers/${this.id}`, (_request, response) =>
      response.json({ id: this.id, answer: configuration.answer }),
    );
  });
};
