import { type ConfigOf, defineNode, field } from '@millwright/schema';

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
      pattern: {
        expression: /^(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}.])?|[\da-f:.%]*:[\w:.%]*)$/iu,
        problem: 'bad-host',
      },
    }),
    port: field.integer({ default: 502, min: 1, max: 65535 }),
    timeout: field.integer({ default: 1000, min: 10, max: 60_000, unit: 'ms', hint: true }),
  },
});

export type ConnectionConfig = ConfigOf<typeof connectionNode>;
