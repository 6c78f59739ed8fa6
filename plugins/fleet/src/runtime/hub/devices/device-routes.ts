import type { Host, RouteHandlers } from '@millwright/runtime';
import type { DeviceDetails } from '../../../common/devices.ts';
import { fleetErrors } from '../../../common/errors.ts';
import type { deviceRoutes } from '../../../common/routes.ts';
import { demand } from '../../rights.ts';
import type { Presence } from '../presence.ts';
import type { DeviceRow } from '../store/device-rows.ts';
import { labelsOf } from '../store/json.ts';
import type { FleetStore } from '../store/open-store.ts';
import { type OwnerKey, ownerKey } from '../values/value-rows.ts';
import { cursorOf, readQuery } from './query.ts';
import { adoptedOf, detailsOf, quarantinedOn, summaryOf } from './shown.ts';

export interface DeviceRooms {
  readonly host: Pick<Host, 'operate' | 'current'>;
  readonly store: () => FleetStore;
  readonly presence: Presence;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Something about these is otherwise. */
  readonly onChanged: (device: string) => void;
  /** What it is called, or does about local changes, is another. */
  readonly onSet: (device: string) => void;
  /** Its key no longer counts, or it is gone. */
  readonly onShutOut: (device: string) => void;
}

/** Of what is shown of one device. */
const shownOutcomes = 50;
const shownEvents = 100;

/** Whose environment values reach a device, but for those that reach all. */
const ownersOf = ({ id, labels }: DeviceRow): readonly OwnerKey[] => [
  ownerKey({ kind: 'device', device: id }),
  ...labelsOf(labels).map((label) => ownerKey({ kind: 'label', label })),
];

type Handlers = Omit<RouteHandlers<typeof deviceRoutes>, 'listCodes' | 'makeCode' | 'removeCode'>;

/** What people see of devices, and do with them. */
export function deviceHandlers(rooms: DeviceRooms): Handlers {
  const { host, store, presence, now, onChanged, onSet, onShutOut } = rooms;

  const find = async (device: string): Promise<DeviceRow> => {
    const row = await store().findDevice(device);
    if (!row) throw fleetErrors.noDevice({ device });
    return row;
  };

  const details = async (device: string): Promise<DeviceDetails> => {
    const row = await find(device);
    const refused = quarantinedOn(row).map(({ release }) => release);
    const [outcomes, events, values, adoptions, releases] = await Promise.all([
      store().outcomesOf(device, shownOutcomes),
      store().eventsOf(device, shownEvents),
      store().countValues(ownersOf(row)),
      store().adoptionsOf(device),
      store().releasesOf(refused),
    ]);
    return detailsOf({ row, outcomes, events, values, adoptions, releases }, presence);
  };

  /** One change of one device by whoever asks for it. */
  const change = async (
    operation: string,
    id: string,
    work: (doing: { device: string; by?: string; time: number }, row: DeviceRow) => Promise<unknown>,
  ): Promise<void> => {
    const row = await find(id);
    const { name } = host.current().actor;
    await host.operate(
      { name: operation, action: 'fleet.write', locks: [], target: { kind: 'device', id } },
      (operated) => {
        operated.tell({ device: row.name });
        return work({ device: id, time: now(), ...(name !== undefined && { by: name }) }, row);
      },
    );
    onChanged(id);
  };

  return {
    async listDevices({ query }) {
      const found = await store().listDevices(readQuery(query, presence.online()));
      const jobs = found.rows.flatMap(({ job }) => job ?? []);
      const ended = await store().outcomesOfJobs(jobs);
      const last = found.rows.at(-1);
      return {
        devices: found.rows.map((row) =>
          summaryOf(
            row,
            presence,
            ended.find(({ job, device }) => job === row.job && device === row.id),
          ),
        ),
        ...(found.hasMore && last && { next: cursorOf(last) }),
        now: now(),
        counts: { all: found.all, online: found.online, states: found.states },
      };
    },

    getDevice: ({ params: { device } }) => details(device),

    listLabels: async () => ({ labels: await store().listLabels() }),

    async listAdopted() {
      const rows = await store().listAdoptions();
      return { adopted: rows.map(adoptedOf) };
    },

    async changeDevice({ params: { device }, body }) {
      await change('fleet.device.change', device, (doing) => store().changeDevice(doing, body));
      onSet(device);
      return details(device);
    },

    async confirmDevice({ params: { device } }, call) {
      await demand(host, call, 'handOutCredentials');
      await change('fleet.device.confirm', device, (doing) => store().confirmDevice(doing));
      return details(device);
    },

    async shutOutDevice({ params: { device } }) {
      await change('fleet.device.shut-out', device, (doing) => store().shutOutDevice(doing));
      onShutOut(device);
      return details(device);
    },

    async removeDevice({ params: { device } }) {
      await change('fleet.device.remove', device, async (_doing, { name }) => {
        if (!(await store().removeDevice(device))) throw fleetErrors.notShutOut({ device, name });
      });
      onShutOut(device);
    },
  };
}
