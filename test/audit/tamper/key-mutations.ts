import { makeKey, type SigningKey, signHandover } from '@millwright/ledger';
import { type Hand, type Mutation, unnamed } from './hand.ts';

const keyRow = 'insert or replace into key (epoch, public, since, handover) values (?, ?, ?, ?)';

/** Every checkpoint signed by keys of one's own: the history of the keys is made anew, with the first one another. */
function ownKeys(hand: Hand): void {
  const { database, forger } = hand;
  const own = makeKey(hand.stolen.public.name);
  database.exec('delete from key');
  database.prepare(keyRow).run(0, own.public.text, 0, null);
  const begin = forger.event(0);
  forger.replace(0, () => ({ ...begin, data: { ...begin.data, publicKey: own.public.text } }));
  forger.signAgain(0, own);
}

/** Once more from `size` on, with events that never were, signed with the key that was stolen. */
function regrow(hand: Hand, size: number, to: number, key: SigningKey): void {
  const { forger, database } = hand;
  const former = forger.event(Math.max(...forger.seqs().filter((seq) => seq < size)));
  const checkpoints = database.prepare('select size, time from checkpoint where size > ?').all(size);
  forger.cut(size);
  for (let seq = size; seq < to; seq++) forger.insert(hand.lie({ ...former, seq }));
  for (const { size: at, time } of checkpoints)
    if (Number(at) <= to) forger.sign(Number(at), Number(time), key);
}

/** By somebody who has stolen the private key from the running machine, and signs whatever fits. */
export const keyMutations: readonly Mutation[] = [
  unnamed('an event of the present epoch rewritten, all checkpoints after it signed anew', (hand) => {
    const seq = hand.pick(hand.stolenSince);
    hand.forger.replace(seq, hand.lie);
    hand.forger.signAgain(Math.max(seq, hand.stolenSince), hand.stolen);
  }),
  unnamed('an event of any epoch rewritten, all checkpoints after it signed with the present key', (hand) => {
    const seq = hand.pick();
    hand.forger.replace(seq, hand.lie);
    hand.forger.signAgain(seq, hand.stolen);
  }),
  unnamed('an event deleted, the others numbered and signed anew', (hand) => {
    const seq = hand.pick(hand.stolenSince);
    const { database, forger } = hand;
    forger.remove(seq);
    forger.renumber(seq + 1, -1);
    const size = forger.size();
    const last = database.prepare('select max(time) as time from checkpoint').get()?.['time'];
    database.prepare('delete from checkpoint where size > ?').run(size);
    forger.signAgain(Math.max(seq, hand.stolenSince), hand.stolen);
    forger.sign(size, Number(last), hand.stolen);
  }),
  unnamed('the tail cut off, and a checkpoint made of what is left', (hand) => {
    const size = hand.stolenSince + 1 + hand.below(hand.covered - hand.stolenSince - 1);
    const time = hand.database.prepare('select max(time) as time from checkpoint').get()?.['time'];
    hand.forger.cut(size);
    hand.forger.sign(size, Number(time), hand.stolen);
  }),
  unnamed('the tail cut off and grown again, signed anew', (hand) => {
    const size = hand.stolenSince + 1 + hand.below(hand.covered - hand.stolenSince - 1);
    regrow(hand, size, hand.forger.size() + hand.below(3), hand.stolen);
  }),
  unnamed('the whole log rewritten with keys of their own', (hand) => {
    hand.forger.replace(hand.pick(1), hand.lie);
    ownKeys(hand);
  }),
  unnamed('only the keys made anew', ownKeys),
  unnamed('a later epoch by a key of their own, handed over by the stolen one', (hand) => {
    const { database, forger, stolen, stolenSince } = hand;
    const own = makeKey(stolen.public.name);
    const epoch = Number(database.prepare('select max(epoch) + 1 as next from key').get()?.['next']);
    const since = stolenSince + 1;
    const handover = signHandover({ epoch, since, next: own.public }, stolen);
    database.prepare(keyRow).run(epoch, own.public.text, since, handover);
    forger.replace(hand.pick(since), hand.lie);
    forger.signAgain(since, own);
  }),
  unnamed('a digest of nothing for all that a subtree with the last anchor in it stands for', (hand) => {
    const { database, forger, covered, stolen } = hand;
    const level = Math.floor(Math.log2(covered - 1));
    const [from, end] = [2 ** level, 2 ** (level + 1)];
    const time = database.prepare('select max(time) as time from checkpoint').get()?.['time'];
    const others = forger.seqs().filter((seq) => seq >= from);
    forger.sayPruned(`${from}-${end - 1}`, stolen, end);
    for (const seq of others) forger.remove(seq);
    database.prepare('delete from pruned where position * (1 << level) >= ?').run(from);
    database.prepare('delete from checkpoint where size > ?').run(from);
    database
      .prepare('insert into pruned (level, position, digest) values (?, 1, ?)')
      .run(level, new Uint8Array(32));
    forger.sign(end + 1, Number(time), stolen);
  }),
  unnamed('all checkpoints deleted, an event rewritten', (hand) => {
    hand.database.exec('delete from checkpoint');
    hand.forger.replace(hand.pick(), hand.lie);
  }),
  unnamed('all checkpoints and keys deleted, an event rewritten', (hand) => {
    hand.database.exec('delete from checkpoint; delete from key');
    hand.forger.replace(hand.pick(), hand.lie);
  }),
];
