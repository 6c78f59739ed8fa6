// nodes7 as it is, in a process of its own: it may end itself. It reads so many cycles, one after the other, and tells on its standard
// output how long each took, in milliseconds, and what each cost, in microseconds of the processor.
import { createRequire } from 'node:module';

const [directory, asked] = process.argv.slice(2);
const { port, tags, warmUp, cycles } = JSON.parse(asked);
const NodeS7 = createRequire(`${directory}/package.json`)('nodes7');
const client = new NodeS7({ silent: true });
const call = (method, ...args) =>
  new Promise((resolve) => client[method](...args, (bad, values) => resolve({ bad, values })));

const { bad: refused } = await call('initiateConnection', {
  host: '127.0.0.1',
  port,
  rack: 0,
  slot: 1,
  timeout: 5_000,
});
if (refused) throw new Error(String(refused));
client.addItems(tags);
const durations = [];
let failed = 0;
let before = process.cpuUsage();
for (let cycle = -warmUp; cycle < cycles; cycle += 1) {
  if (cycle === 0) {
    before = process.cpuUsage();
    failed = 0;
  }
  const began = performance.now();
  const { bad } = await call('readAllItems');
  if (bad) failed += 1;
  if (cycle >= 0) durations.push(performance.now() - began);
}
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ durations, failed, cost: (user + system) / cycles }), () =>
  process.exit(0),
);
