import snap7 from 'node-snap7';

/**
 * Snap7's client: connects to a port of this machine and makes the calls that its second argument lists as JSON, each
 * `[method, ...arguments]`. It prints what each gave, as JSON: `{ "result": … }`, or `{ "error": … }` with its text. Bytes are
 * `{ "hex": "…" }` in both directions; a text that names one of its constants is that constant.
 */
const [port, calls, place = '{}'] = process.argv.slice(2);
const { rack = 0, slot = 1 } = JSON.parse(place);
const client = new snap7.S7Client();

const isHex = (value) => typeof value === 'object' && value !== null && typeof value.hex === 'string';
const toNative = (value) => {
  if (isHex(value)) return Buffer.from(value.hex, 'hex');
  if (typeof value === 'string' && typeof client[value] === 'number') return client[value];
  if (Array.isArray(value)) return value.map(toNative);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, toNative(part)]));
};
const toPlain = (value) => {
  if (Buffer.isBuffer(value)) return { hex: value.toString('hex') };
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, toPlain(part)]));
};
const call = ([method, ...args]) => {
  const result = client[method](...args.map(toNative));
  return result === false ? { error: client.ErrorText(client.LastError()) } : { result: toPlain(result) };
};

client.SetParam(client.RemotePort, Number(port));
const connected = call(['ConnectTo', '127.0.0.1', rack, slot]);
const told = connected.error === undefined ? JSON.parse(calls).map(call) : connected;
client.Disconnect();
process.stdout.write(JSON.stringify(told));
