import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

/**
 * Snap7's server. Its options are the JSON of the first argument: its port, the sizes of its data blocks by number, and the
 * bytes of the other areas. It prints a line of JSON when it listens, answers each command (a line of JSON with an `id` on its
 * standard input) with a line of the same `id`, and ends with its parent.
 */
const options = JSON.parse(process.argv[2] ?? '{}');
const print = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
// One that was compiled otherwise, where a path is given.
const snap7 = createRequire(import.meta.url)(options.addon ?? 'node-snap7');
const server = new snap7.S7Server();
const areas = {
  DB: server.srvAreaDB,
  I: server.srvAreaPE,
  Q: server.srvAreaPA,
  M: server.srvAreaMK,
  T: server.srvAreaTM,
  C: server.srvAreaCT,
};
const sure = (result) => {
  if (result === false) throw new Error(server.ErrorText(server.LastError()));
  return result;
};

sure(server.SetParam(server.LocalPort, options.port));
// Each event would be a callback here: nobody listens.
server.SetEventMask(0);
const size = options.areas ?? 1_024;
for (const area of ['I', 'Q', 'M', 'T', 'C']) sure(server.RegisterArea(areas[area], Buffer.alloc(size)));
for (const [number, length] of Object.entries(options.blocks ?? { 1: 65_535 })) {
  sure(server.RegisterArea(areas.DB, Number(number), Buffer.alloc(length)));
}
const read = ({ area, db = 0 }) => sure(server.GetArea(areas[area], db));

const commands = {
  get: (what) => read(what).toString('hex'),
  set: ({ start = 0, bytes, ...what }) => {
    const whole = read(what);
    whole.write(bytes, start, 'hex');
    sure(server.SetArea(areas[what.area], what.db ?? 0, whole));
  },
  status: () => ({
    clients: server.ClientsCount(),
    running: server.GetCpuStatus() === server.S7CpuStatusRun,
  }),
  cpu: ({ running }) => {
    sure(server.SetCpuStatus(running ? server.S7CpuStatusRun : server.S7CpuStatusStop));
  },
};

sure(server.StartTo('127.0.0.1'));
createInterface({ input: process.stdin })
  .on('line', (line) => {
    const { id, do: name, ...rest } = JSON.parse(line);
    try {
      print({ id, result: commands[name](rest) ?? null });
    } catch (error) {
      print({ id, error: String(error?.message ?? error) });
    }
  })
  .once('close', () => process.exit(0));
print({ port: options.port });
