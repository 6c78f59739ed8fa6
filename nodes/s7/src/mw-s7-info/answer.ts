import type { ClockZone } from '@millwright/s7';
import {
  blockDetails,
  blocks,
  blocksOf,
  communication,
  cpuState,
  identify,
  protection,
  readClock,
  type Session,
  systemList,
} from '@millwright/s7/client';
import type { Question } from './question.ts';

/** What the PLC says to a question, as a message has it. @throws what the functions of the client throw */
export async function answerTo(
  question: Question,
  session: Session,
  zone: ClockZone,
  signal: AbortSignal,
): Promise<unknown> {
  switch (question.ask) {
    case 'state':
      return cpuState(session, zone, signal);
    case 'identification':
      return identify(session, signal);
    case 'clock':
      return readClock(session, zone, signal);
    case 'protection':
      return protection(session, signal);
    case 'communication':
      return communication(session, signal);
    case 'blocks':
      return blocks(session, signal);
    case 'block-list':
      return blocksOf(session, question.kind, signal);
    case 'block':
      return blockDetails(session, question.kind, question.number, signal);
    case 'system-list': {
      const { records, ...found } = await systemList(session, question.list, question.index, signal);
      return { ...found, records: records.map((record) => Buffer.from(record)) };
    }
  }
}
