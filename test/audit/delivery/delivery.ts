import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventDraft } from '@millwright/ledger';
import { waitFor } from '@millwright/testing';
import { afterEach, beforeEach } from 'mocha';
import type { DestinationState } from '../../../plugins/audit/src/common/log.ts';
import type { Destination } from '../../../plugins/audit/src/common/settings.ts';
import { Delivery } from '../../../plugins/audit/src/runtime/delivery/delivery.ts';
import { deliveryLogOf } from '../../../plugins/audit/src/runtime/delivery/delivery-log.ts';
import { openSender } from '../../../plugins/audit/src/runtime/delivery/open-sender.ts';
import type { AuditLog } from '../../../plugins/audit/src/runtime/log/audit-log.ts';
import { draft, logForEach } from '../../../plugins/audit/src/runtime/log/log.fixture.ts';
import { Turns } from '../../../plugins/audit/src/runtime/settings/turns.ts';

export const common = {
  id: 'there',
  name: 'Over there',
  enabled: true,
  classes: ['change' as const, 'log-in' as const, 'read' as const, 'system' as const],
  anchor: false,
};

/** A fresh log, with its real threads, and what takes it elsewhere, for each test of a suite. */
export function deliveryForEach() {
  const audit = logForEach();
  const running = new Set<Delivery>();
  let directory: string;

  beforeEach(() => {
    directory = realpathSync(mkdtempSync(join(tmpdir(), 'millwright-delivery-')));
  });
  afterEach(async () => {
    await Promise.all([...running].map((delivery) => delivery.stop()));
    running.clear();
    rmSync(directory, { recursive: true });
  });

  return {
    audit,
    /** For what receivers write. */
    get directory() {
      return directory;
    },
    /** Begins to deliver, from where it was. */
    async deliver(...destinations: Destination[]) {
      const log: AuditLog = audit.log;
      const list = [...destinations];
      const delivery = new Delivery({
        destinations: () => [...list],
        secretMark: () => '',
        open: (destination) =>
          openSender(destination, {
            directory: async (path) => path,
            turns: new Turns(),
            instance: () => 'plant 1',
            now: () => new Date('2026-11-26T08:00:01Z'),
          }),
        log: deliveryLogOf(log),
        now: Date.now,
        // The shortest pauses that there can be.
        random: () => 0.999,
        patience: 20_000,
        tell: { warn: () => {}, info: () => {} },
        onChange: () => {},
      });
      running.add(delivery);
      log.onChanged(() => delivery.wake());
      await delivery.arrange();
      return {
        delivery,
        async replace(...next: Destination[]) {
          list.splice(0, list.length, ...next);
          await delivery.arrange();
        },
        state: async (id = 'there'): Promise<DestinationState> => {
          const found = (await delivery.states()).find((state) => state.id === id);
          if (!found) throw new Error(`There is no destination ${id}`);
          return found;
        },
        until: (state: DestinationState['state'], id = 'there') =>
          waitFor(
            `destination ${id} is ${state}`,
            async () => (await delivery.states()).find((one) => one.id === id && one.state === state),
            { deadline: 60_000 },
          ),
      };
    },
    /** Appends events at once, each told by its number. */
    append: (count: number, more: Partial<EventDraft> = {}) =>
      Promise.all(
        Array.from({ length: count }, (_, index) =>
          audit.log.append(draft({ reason: `R${index}`, ...more })),
        ),
      ),
    /** All that the log holds, as it stands there. */
    records: (): readonly string[] =>
      audit.withFile((database) =>
        database
          .prepare('select record from event order by seq')
          .all()
          .map(({ record }) => String(record)),
      ),
  };
}
