import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Host } from '@millwright/runtime';
import type { DestinationState } from '../../common/log.ts';
import { destinationRoutes, topics } from '../../common/routes.ts';
import type { Destination } from '../../common/settings.ts';
import type { AuditLog } from '../log/audit-log.ts';
import type { Settings } from '../settings/settings.ts';
import { type AnchorText, readAnchors } from './anchors.ts';
import { Delivery } from './delivery.ts';
import { deliveryLogOf } from './delivery-log.ts';
import { openSender } from './open-sender.ts';
import { destinationHandlers } from './routes.ts';
import type { Sender } from './sender.ts';

/** How long one batch may take, in milliseconds. */
const patience = 20_000;
/** How long the end of the process waits for destinations, in milliseconds. */
const lastPatience = 1_000;

/** What others are told of destinations. */
export interface Destinations {
  states(): Promise<readonly DestinationState[]>;
  /** What the anchors hold that can be read from here. */
  anchors(signal: AbortSignal): Promise<readonly AnchorText[]>;
  /** The same of directories alone, which need no network. */
  fileAnchors(signal: AbortSignal): Promise<readonly AnchorText[]>;
}

/** Takes events and checkpoints to wherever the settings say. */
export function startDelivery(host: Host, settings: Settings, log: AuditLog): Destinations {
  const { turns } = settings;
  const directory = (path: string): Promise<string> => settings.realDirectory(path);
  const open = (destination: Destination): Sender =>
    openSender(destination, {
      directory,
      turns,
      instance: () => settings.current().instance ?? hostname(),
      now: () => new Date(),
    });
  const delivery = new Delivery({
    destinations: () => (settings.failing ? undefined : settings.current().destinations),
    secretMark: (destination) => settings.secretMark(destination),
    open: (destination) => open(settings.complete(destination)),
    log: deliveryLogOf(log),
    now: Date.now,
    random: Math.random,
    patience,
    tell: host.log,
    onChange: () => host.publish(topics.health, {}),
  });
  host.routes(destinationRoutes, destinationHandlers({ host, settings, open }));
  const disposers = [settings.onChanged(() => void delivery.arrange()), log.onChanged(() => delivery.wake())];
  // What was done last, and the checkpoint that covers it, is to be outside while nobody watches what is inside.
  host.onStop(async () => {
    await log.checkpoint();
    delivery.wake();
    await Promise.race([delivery.idle(), pause(lastPatience, undefined, { ref: false })]);
    await delivery.stop();
  });
  host.onDispose(async () => {
    for (const dispose of disposers) dispose();
    await delivery.stop();
  });
  void delivery.arrange();
  const anchorsOf = (destinations: readonly Destination[], signal: AbortSignal) =>
    readAnchors(
      destinations,
      { complete: (destination) => settings.complete(destination), directory, turns },
      signal,
    );
  return {
    states: () => delivery.states(),
    anchors: (signal) => anchorsOf(settings.current().destinations, signal),
    fileAnchors: (signal) =>
      anchorsOf(
        settings.current().destinations.filter(({ kind }) => kind === 'file'),
        signal,
      ),
  };
}
