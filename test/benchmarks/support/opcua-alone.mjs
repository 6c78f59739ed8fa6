// node-opcua as it is, without Node-RED around it: what it costs at least. It is run where the peer is installed, and tells on its standard output
// what it has counted.
import { createRequire } from 'node:module';

// `pace` is how many milliseconds are between two reads, or two publishes.
const [directory, url, what, count, pace] = process.argv.slice(2);
const require = createRequire(`${directory}/package.json`);
const { AttributeIds, ClientMonitoredItemGroup, OPCUAClient, TimestampsToReturn } = require('node-opcua');

const client = OPCUAClient.create({
  endpointMustExist: false,
  connectionStrategy: { initialDelay: 500, maxDelay: 2000 },
});
await client.connect(url);
const session = await client.createSession();
const items = Array.from({ length: Number(count) }, (_, index) => ({
  nodeId: `ns=1;i=${index + 1}`,
  attributeId: AttributeIds.Value,
}));
let counted = 0;
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};
setInterval(() => console.log(JSON.stringify({ count: counted, cpu: cpu() })), 100);

if (what === 'read') {
  setInterval(async () => {
    counted += (await session.read(items)).length;
  }, Number(pace));
} else {
  const publishing = Number(pace);
  const subscription = await session.createSubscription2({
    requestedPublishingInterval: publishing,
    requestedMaxKeepAliveCount: 10,
    requestedLifetimeCount: 100,
    maxNotificationsPerPublish: 0,
    publishingEnabled: true,
    priority: 1,
  });
  const group = ClientMonitoredItemGroup.create(
    subscription,
    items,
    { samplingInterval: publishing, queueSize: 1, discardOldest: true },
    TimestampsToReturn.Both,
  );
  group.on('changed', () => {
    counted += 1;
  });
}
