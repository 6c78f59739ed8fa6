/*
 * Opens and closes the guard of secure.cjs when it is told to, beside the flows: the admin side is what it guards.
 * It knows a person and an API token of its own.
 */
const owner = { username: 'olga', permissions: '*' };
const known = (fits) => (fits ? owner : null);
const provider = {
  user: async (name) => known(name === 'olga'),
  authenticate: async (name, password) => known(name === 'olga' && password === 'o'),
  token: async (token) => known(token === 'mw_olga'),
};

module.exports = (RED) => {
  const guard = globalThis[Symbol.for('millwright.guard')];
  const roads = {
    open: () => Object.assign(guard, { provider, ready: true }),
    'open-unsure': () => Object.assign(guard, { provider: failing, ready: true }),
    close: () => Object.assign(guard, { ready: false }),
  };
  for (const [road, go] of Object.entries(roads))
    RED.httpNode.get(`/guard/${road}`, (_request, response) => {
      go();
      response.end();
    });
};

const fails = async () => {
  throw new Error('the store is gone');
};
const failing = { user: fails, authenticate: fails, token: fails };
