import { makeEnrolmentCode, type Random, readEnrolmentCode } from '@millwright/release';
import type { Host, RouteHandlers } from '@millwright/runtime';
import type { EnrolmentCode } from '../../../common/devices.ts';
import { fleetErrors } from '../../../common/errors.ts';
import type { HubSettings } from '../../../common/fleet.ts';
import type { deviceRoutes } from '../../../common/routes.ts';
import type { HubKeys } from '../keys/hub-keys.ts';
import type { FleetStore } from '../store/open-store.ts';

export interface CodeRooms {
  readonly host: Pick<Host, 'operate' | 'current'>;
  readonly store: () => FleetStore;
  readonly keys: HubKeys;
  readonly settings: () => HubSettings;
  readonly random: Random;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const minute = 60_000;

/** Enrolment codes: made, listed without what is secret, taken back. */
export const codeHandlers = ({
  host,
  store,
  keys,
  settings,
  random,
  now,
}: CodeRooms): Pick<RouteHandlers<typeof deviceRoutes>, 'listCodes' | 'makeCode' | 'removeCode'> => ({
  async listCodes() {
    const rows = await store().listCodes(now());
    return {
      codes: rows.flatMap(({ id, record, note, by }): EnrolmentCode[] => {
        const { expires, usesLeft, labels } = JSON.parse(record);
        if (usesLeft < 1) return [];
        const told = { ...(note !== null && { note }), ...(by !== null && { by }) };
        return [{ id, expires, usesLeft, labels, ...told }];
      }),
    };
  },

  async makeCode({ body: { url: given, uses, lasts, labels, note } }, { origin }) {
    const url = given ?? settings().url ?? origin;
    if (url === undefined) throw fleetErrors.addressNeeded();
    const expires = now() + lasts * minute;
    const { digest: trust } = keys.trust();
    const { text, record } = makeEnrolmentCode({ url, trust, expires, uses, labels }, random);
    const id = readEnrolmentCode(text).key.public.keyid;
    const { name: by } = host.current().actor;
    await host.operate(
      {
        name: 'fleet.code.make',
        action: 'fleet.write',
        locks: [],
        target: { kind: 'enrolment-code', id },
      },
      async (operation) => {
        operation.tell({ uses, minutes: lasts, labels: labels.map(({ name, value }) => `${name}=${value}`) });
        const more = { ...(note !== undefined && { note }), ...(by !== undefined && { by }) };
        await store().addCode({ id, record, ...more }, now());
      },
    );
    return {
      ...{ id, expires, usesLeft: uses, labels, code: text },
      ...(note !== undefined && { note }),
      ...(by !== undefined && { by }),
    };
  },

  async removeCode({ params: { id } }) {
    await host.operate(
      { name: 'fleet.code.remove', action: 'fleet.write', locks: [], target: { kind: 'enrolment-code', id } },
      async () => {
        if (!(await store().removeCode(id))) throw fleetErrors.noCode({ id });
      },
    );
  },
});
