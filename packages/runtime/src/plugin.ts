import { systemClock } from './clock.ts';
import { attach } from './door/attach.ts';
import { forgetFiles } from './door/forget-files.ts';
import { runtimeErrors } from './errors.ts';
import { PluginHost, prefixedLog } from './host/plugin-host.ts';
import type { PluginDefinition } from './host.ts';
import type { NodeRed, RegisteredPlugin } from './red.ts';
import { stackOf } from './stack.ts';

/**
 * Makes the function that Node-RED loads as a plugin's entry.
 *
 * @example export const entries = { history: definePlugin({ id: 'history', area: 'history', … }) };
 */
export function definePlugin(definition: PluginDefinition): (RED: NodeRed) => Promise<void> {
  return async (RED) => {
    const { copy, door, detach } = attach(RED, definition);
    const log = prefixedLog(RED, definition.id);
    const registered: RegisteredPlugin = {
      type: 'millwright',
      onremove() {
        void host?.dispose();
        detach();
        forgetFiles(registered.path);
      },
    };
    const host = door && new PluginHost(RED, door, definition, registered);
    RED.plugins.registerPlugin(`millwright-${definition.id}`, registered);
    copy.directory = registered.path;
    if (!host) {
      log.error(`Not active: ${copy.message}`);
      return;
    }
    try {
      await withinPatience(definition.start(host), definition);
    } catch (error) {
      copy.state = 'failed';
      copy.message = `${definition.packageName} could not start: ${error instanceof Error ? error.message : String(error)}`;
      log.error(`Could not start: ${stackOf(error)}`);
      await host.dispose();
    }
  };
}

const defaultPatience = 10_000;

async function withinPatience(
  started: void | Promise<void>,
  { packageName, startPatience = defaultPatience }: PluginDefinition,
): Promise<void> {
  let cancel = (): void => {};
  const late = new Promise<never>((_resolve, reject) => {
    cancel = systemClock.after(startPatience, () =>
      reject(runtimeErrors.startTimeout({ packageName, milliseconds: startPatience })),
    );
  });
  try {
    await Promise.race([started, late]);
  } finally {
    cancel();
  }
}
