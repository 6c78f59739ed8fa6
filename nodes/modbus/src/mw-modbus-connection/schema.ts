import { type ConfigOf, defineNode, field } from '@millwright/schema';

// A host name (also with letters of any script and, as machines on a plant often have, underscores), or an IPv4 or
// IPv6 address. Neither a URL nor `host:port`: the port has a field of its own.
const host =
  /^(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_.])?|[\da-f]{0,4}:[\da-f:.]*:[\da-f:.]*(?:%\w+)?)$/iu;

/** One Modbus TCP connection, shared by all nodes that name it. */
export const connectionNode = defineNode({
  type: 'mw-modbus-connection',
  kind: 'config',
  version: 1,
  fields: {
    name: field.text({ maxLength: 100 }),
    host: field.text({
      required: true,
      maxLength: 253,
      pattern: { expression: host, problem: 'bad-host' },
    }),
    port: field.integer({ default: 502, min: 1, max: 65535 }),
    timeout: field.integer({ default: 1000, min: 10, max: 60_000, unit: 'ms', hint: true }),
  },
});

export type ConnectionConfig = ConfigOf<typeof connectionNode>;
