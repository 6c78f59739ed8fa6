/** @see OPC 10000-4, section 7.39.2 */
const openStatuses: ReadonlySet<string | undefined> = new Set([
  'BadTimeout',
  'BadRequestTimeout',
  'BadCommunicationError',
  'BadNoCommunication',
  'BadUnknownResponse',
  'BadRequestInterrupted',
  // Also where the server gave its answer up half-way.
  'BadOperationAbandoned',
  'BadResponseTooLarge',
  'BadEncodingLimitsExceeded',
]);

/** Whether a server answers by it also where it has written what it was to write, or called what it was to call: nobody knows. */
export const isOpenStatus = (name: string | undefined): boolean => openStatuses.has(name);
