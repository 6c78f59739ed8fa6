import { road as formats, type RoadMessage } from '../../../common/formats.ts';

/**
 * A message in the format that its `format` says, which is the one that the device asked in. Whoever reads it there knows
 * that format: here its type stays that of the newest.
 */
export const toDevice = <Message extends { readonly format: number }>(
  kind: Extract<RoadMessage, `hub.${string}`>,
  message: Message,
): Message => formats.write(kind, message) as Message;
