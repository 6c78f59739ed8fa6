import {
  answerChallenge,
  beginEnrolment,
  type Clock,
  checkWelcome,
  type DeviceKeys,
  type EnrolmentCode,
  type Random,
} from '@millwright/release';
import { roadRoutes } from '../../../common/road.ts';
import type { HubClient } from '../road/hub-client.ts';
import type { Identity } from './identity.ts';

export interface EnrolmentOptions {
  readonly code: EnrolmentCode;
  readonly hub: HubClient;
  /** What people shall call the device. */
  readonly name: string;
  readonly keys: DeviceKeys;
  readonly random: Random;
  readonly clock: () => Pick<Clock, 'now' | 'doubted'>;
  readonly signal: AbortSignal;
}

/**
 * Makes this instance a device of the hub that the code names: both prove what they are, and show the same words. Nothing is
 * kept here, so that whatever fails can be done again.
 *
 * @throws as `HubClient.call`, `answerChallenge` and `checkWelcome`
 */
export async function enrolAt(options: EnrolmentOptions): Promise<Identity> {
  const { code, hub, name, keys, random, clock, signal } = options;
  const { envelope: request, enrolment } = beginEnrolment(code, { name, keys, random });
  const challenge = await hub.call(roadRoutes.requestEnrolment, { envelope: request }, { signal });
  const { envelope: answer, answered } = answerChallenge(enrolment, challenge.envelope, challenge.trust);
  const welcome = await hub.call(
    roadRoutes.answerEnrolment,
    { enrolment: challenge.enrolment, envelope: answer },
    { signal },
  );
  const { device, labels, seen } = checkWelcome(answered, welcome.envelope, clock());
  return {
    device,
    name,
    labels: [...labels],
    hub: code.url,
    trust: answered.trust,
    envelope: challenge.trust.at(-1) ?? '',
    seen,
    words: [...answered.words],
  };
}
