import {
  type BlockCounts,
  type BlockDetails,
  type BlockKind,
  blockRequest,
  countRequest,
  type ListedBlock,
  listRequest,
  readBlock,
  readBlockCounts,
  readBlockList,
} from '../../info/blocks.ts';
import { s7InfoErrors } from '../../info/errors.ts';
import type { UserData } from '../session.ts';
import { isRefusedWith } from './refused-with.ts';
import type { Asking } from './system-list.ts';

/** How PLCs say that there is no such block, or none of a kind. */
const missing: readonly number[] = [0x0110, 0x0114, 0xd209, 0xd20e];

/** How many blocks there are of each kind. @throws what {@link Session.ask} throws */
export async function blocks(session: Asking, signal: AbortSignal): Promise<BlockCounts> {
  return readBlockCounts(await session.ask(countRequest, signal));
}

/** The blocks of one kind, by their numbers. @throws what {@link Session.ask} throws */
export async function blocksOf(
  session: Asking,
  kind: BlockKind,
  signal: AbortSignal,
): Promise<readonly ListedBlock[]> {
  return readBlockList((await dataOf(session, listRequest(kind), signal)) ?? new Uint8Array());
}

/** What the PLC says of one block. @throws `s7.block-missing`, `s7.bad-request`, `s7.password-needed`, and what {@link Session.ask} throws */
export async function blockDetails(
  session: Asking,
  kind: BlockKind,
  number: number,
  signal: AbortSignal,
): Promise<BlockDetails> {
  const data = await dataOf(session, blockRequest(kind, number), signal);
  if (data === undefined) throw s7InfoErrors.blockMissing({ kind, number });
  return readBlock(kind, data);
}

/** Undefined where there is no such block. */
async function dataOf(
  session: Asking,
  request: UserData,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  try {
    const data = await session.ask(request, signal);
    return data.length === 0 ? undefined : data;
  } catch (error) {
    if (isRefusedWith(error, missing)) return undefined;
    throw error;
  }
}
