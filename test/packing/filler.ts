import { createFillerPlc } from '@millwright/simulators';
import { fillerExample } from '../examples/flows.ts';

/** The demo plant's filler on a port of its own. */
export interface Filler {
  readonly port: number;
  close(): Promise<void>;
}

export async function startFiller(): Promise<Filler> {
  const { plc } = createFillerPlc({ port: 0, seed: 7 });
  await plc.listen();
  return { port: plc.port, close: () => plc.close() };
}

/** The example's flow for a PLC on `port`, with its values in the log. */
export function fillerFlow(port: number): readonly object[] {
  return fillerExample().map((node) => {
    if (node['type'] === 'mw-modbus-connection') return { ...node, port };
    return node['type'] === 'debug' ? { ...node, console: true } : node;
  });
}
