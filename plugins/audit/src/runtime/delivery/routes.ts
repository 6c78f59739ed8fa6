import type { Host, RouteHandlers } from '@millwright/runtime';
import type { RouteResponse } from '@millwright/schema';
import type { destinationRoutes } from '../../common/routes.ts';
import type { Destination } from '../../common/settings.ts';
import { noticeOf } from '../notice.ts';
import type { Settings } from '../settings/settings.ts';
import { closeSoon, within } from './deadline.ts';
import { receiverName } from './open-sender.ts';
import type { Sender } from './sender.ts';
import { TestLimit } from './test-limit.ts';

export interface DestinationTools {
  readonly host: Pick<Host, 'operate'>;
  readonly settings: Pick<Settings, 'check' | 'complete'>;
  /** Of a destination with its secret. */
  readonly open: (destination: Destination) => Sender;
}

type TestAnswer = RouteResponse<typeof destinationRoutes.testDestination>;

/** How long a test may take, in milliseconds. */
const patience = 10_000;
const text = 'A test of Millwright: messages of the audit log arrive here';

/** What can be done to a destination beside saving it. */
export function destinationHandlers({
  host,
  settings,
  open,
}: DestinationTools): RouteHandlers<typeof destinationRoutes> {
  const limit = new TestLimit();

  async function test(destination: Destination, signal: AbortSignal): Promise<void> {
    const sender = open(destination);
    try {
      await within(patience, receiverName(destination), signal, (stop) => sender.test(text, stop));
    } finally {
      await closeSoon(sender);
    }
  }

  return {
    async testDestination({ body }, { signal }) {
      let failed: TestAnswer | undefined;
      const options = {
        name: 'audit.destination.test',
        action: 'audit.write',
        locks: [],
        target: { kind: 'destination', id: body.name },
      } as const;
      try {
        return await host.operate(options, async (operation): Promise<TestAnswer> => {
          await settings.check(body);
          operation.tell({ kind: body.kind, receiver: receiverName(body) });
          const complete = settings.complete(body);
          limit.enter(performance.now());
          const begun = performance.now();
          const milliseconds = (): number => Math.round(performance.now() - begun);
          try {
            await test(complete, signal);
            operation.tell({ reached: true });
            return { ok: true, milliseconds: milliseconds() };
          } catch (error) {
            operation.tell({ reached: false });
            failed = { ok: false, milliseconds: milliseconds(), problem: noticeOf(error) };
            throw error;
          }
        });
      } catch (error) {
        // A test that found out what is wrong is answered; as an operation it failed.
        if (failed) return failed;
        throw error;
      }
    },
  };
}
