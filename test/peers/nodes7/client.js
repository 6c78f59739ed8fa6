import nodes7 from 'nodes7';

/**
 * nodes7's client: connects to a port of this machine, writes and then reads what its second argument lists as JSON:
 * `{ "tags": { name: address }, "write": { name: value } }`, where dates are ISO text. It prints the values it has read by their names, as JSON.
 */
const [port, asked] = process.argv.slice(2);
// JSON has dates as text.
const dated = (_, value) => (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? new Date(value) : value);
const { tags, write = {}, ...place } = JSON.parse(asked, dated);
const client = new nodes7({ silent: true });
const call = (method, ...args) =>
  new Promise((resolve, reject) => {
    client[method](...args, (bad, values) =>
      method === 'initiateConnection' && bad ? reject(bad) : resolve({ bad, values }),
    );
  });

await call('initiateConnection', {
  host: '127.0.0.1',
  port: Number(port),
  rack: 0,
  slot: 1,
  timeout: 20_000,
  ...place,
});
client.setTranslationCB((name) => tags[name]);
client.addItems(Object.keys(tags));
const names = Object.keys(write);
const written = names.length > 0 ? await call('writeItems', names, Object.values(write)) : { bad: false };
const { bad, values } = await call('readAllItems');
process.stdout.write(JSON.stringify({ values, bad: Boolean(bad), writeFailed: Boolean(written.bad) }));
client.dropConnection(() => process.exit(0));
