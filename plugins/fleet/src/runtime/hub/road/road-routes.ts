import type { Host, RouteCall, RouteHandlers } from '@millwright/runtime';
import { type CodedError, isCodedError } from '@millwright/schema';
import { fleetErrors } from '../../../common/errors.ts';
import { type blobRoutes, passHeader, type roadRoutes } from '../../../common/road.ts';
import type { Adoptions } from '../adoptions/adoptions.ts';
import type { Enrolments } from '../enrolment/enrolments.ts';
import type { HubKeys } from '../keys/hub-keys.ts';
import type { Blobs } from './blobs.ts';
import type { Limits } from './limits.ts';
import type { Road } from './road.ts';
import type { Sessions } from './sessions.ts';
import { toDevice } from './to-device.ts';

export interface RoadRooms {
  readonly host: Pick<Host, 'current' | 'log'>;
  readonly keys: HubKeys;
  /** Whether it was a hub when it ended: then its keys are being read. */
  readonly wasHub: () => boolean;
  readonly enrolments: Enrolments;
  readonly sessions: Sessions;
  readonly road: Road;
  readonly blobs: Blobs;
  readonly adoptions: Adoptions;
  readonly limits: Limits;
  /** Somebody who says that he is this device speaks no format that is spoken here. */
  readonly onStranger: (device: string, refused: CodedError) => Promise<void>;
  /** Flows of it were taken over that were not here yet. */
  readonly onAdopted: (device: { readonly id: string; readonly name: string }) => void;
}

/** How devices reach this hub. Nobody is logged in here: what is believed is signed. */
export function roadHandlers(rooms: RoadRooms): RouteHandlers<typeof roadRoutes & typeof blobRoutes> {
  const { host, keys, wasHub, enrolments, sessions, road, blobs, adoptions, limits, onAdopted, onStranger } =
    rooms;
  const address = (): string => host.current().source?.address ?? '';
  const deviceOf = ({ header }: RouteCall): string => sessions.deviceOf(header(passHeader));

  /** Strangers learn that something is wrong here, and never what or where. */
  const served = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    if (wasHub()) await keys.tried();
    // An instance that is no hub answers nothing else.
    keys.hubKey();
    try {
      return await work();
    } catch (error) {
      if (!isCodedError(error) || error.family !== 'world') throw error;
      host.log.warn(error.message);
      throw fleetErrors.hubUnavailable({ retryAfter: 10 }, { cause: error });
    }
  };

  return {
    requestEnrolment: ({ body: { format, envelope } }) =>
      served(async () => {
        limits.check('enrolments', address());
        return toDevice('hub.challenge', { format, ...(await enrolments.request(envelope, address())) });
      }),

    answerEnrolment: ({ body: { format, enrolment, envelope } }) =>
      served(async () => {
        limits.check('enrolments', address());
        const welcome = await enrolments.answer(enrolment, envelope);
        return toDevice('hub.welcome', { format, envelope: welcome });
      }),

    greet: ({ body }) =>
      served(async () => {
        limits.check('greetings', address());
        if ('refused' in body) {
          const { device } = body.said as { readonly device?: unknown };
          if (typeof device === 'string') await onStranger(device, body.refused);
          throw body.refused;
        }
        const { format, device } = body;
        return toDevice('hub.nonce', { format, nonce: sessions.greet(device) });
      }),

    openSession: ({ body: { format, envelope } }) =>
      served(async () => {
        limits.check('greetings', address());
        const { pass, expires } = await sessions.open(envelope);
        return toDevice('hub.pass', { format, pass, expires });
      }),

    exchange: ({ body }, call) =>
      served(async () => {
        const device = deviceOf(call);
        // Who has overheard a pass takes nothing of what the device itself may ask, from elsewhere.
        limits.check('device', `${device} ${address()}`);
        return toDevice('hub.frame', await road.exchange(device, body));
      }),

    adopt: ({ body: { format, envelope, flows } }, call) =>
      served(async () => {
        const device = deviceOf(call);
        limits.check('adoptions', device);
        const taken = await adoptions.take(device, { envelope, flows });
        if (taken) onAdopted(taken);
        return toDevice('hub.adopted', { format });
      }),

    getBlob: ({ params: { digest } }, call) =>
      served(async () => {
        const device = deviceOf(call);
        limits.check('blobs', `${device} ${address()}`);
        const { header, signal: gone } = call;
        return blobs.answer({ device, digest, range: header('range'), onlyIf: header('if-range'), gone });
      }),
  };
}
