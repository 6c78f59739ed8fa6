import type { Figure } from '@millwright/testing';
import { below } from './support/figure.ts';
import { FleetOnRoad } from './support/fleet-road.ts';
import { releaseSizes } from './support/fleet-sizes.ts';
import { outages } from './support/fleet-switch.ts';
import { estimate, median } from './support/statistics.ts';

const devices = 500;
const deploys = 5;
const switches = 12;

/** What a fleet costs and how long it takes: measured on real Node-REDs. */
export async function run(): Promise<Figure[]> {
  return [...(await onRoad()), ...(await switched()), ...(await releaseSizes())];
}

/** What a device does with a release is left out: it says at once that it runs. */
async function onRoad(): Promise<Figure[]> {
  const fleet = await FleetOnRoad.start(devices);
  try {
    const times: number[] = [];
    while (times.length < deploys) times.push((await fleet.deploy()) / 1000);
    return [
      below(
        `deploy to ${devices} devices over WebSocket, to the last outcome`,
        estimate(times, median),
        's',
        10,
      ),
    ];
  } finally {
    await fleet.stop();
  }
}

async function switched(): Promise<Figure[]> {
  const { byFleet, byHand } = await outages(switches);
  return [
    below('outage of a switch of flows, same modules', estimate(byFleet, median), 'ms', 1000),
    below('the longest of them', { value: Math.max(...byFleet) }, 'ms', 1000),
    below(
      "outage of a switch, to that of Node-RED's own full deploy of the same flows",
      { value: median(byFleet) / median(byHand) },
      'x',
      2,
    ),
  ];
}
