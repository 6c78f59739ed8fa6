import { leafDigest, makeKey } from '@millwright/ledger';
import { type Hand, type Mutation, unnamed } from './hand.ts';

/** Changes a record by its text, and nothing that follows from it. */
const byText =
  (change: (record: string, hand: Hand) => string, { digest }: { digest: boolean }) =>
  (hand: Hand): number => {
    const seq = hand.pick();
    const record = String(
      hand.database.prepare('select record from event where seq = ?').get(seq)?.['record'],
    );
    const changed = change(record, hand);
    if (changed === record) throw new Error(`Nothing was changed in ${record}`);
    hand.database.prepare('update event set record = ? where seq = ?').run(changed, seq);
    if (digest)
      hand.database.prepare('update event set digest = ? where seq = ?').run(leafDigest(changed), seq);
    return seq;
  };

/** What retention may prune, too. */
const pickChange = (hand: Hand): number =>
  hand.one(
    hand.forger.seqs().filter((seq) => seq < hand.covered && hand.forger.event(seq).class === 'change'),
  );

const otherTime = (record: string): string =>
  record.replace(/"time":"(\d{4})/, (_all, year) => `"time":"${Number(year) - 1}`);

/** By plain SQL, each with what somebody who knows the program would put right too, but without any signature. */
export const rowMutations: readonly Mutation[] = [
  { name: 'a record edited', apply: byText(otherTime, { digest: false }) },
  { name: 'a record edited, its digest made anew', apply: byText(otherTime, { digest: true }) },
  { name: 'a space in a record', apply: byText((text) => text.replace(',', ', '), { digest: true }) },
  {
    name: 'a letter of a record written as an escape',
    apply: byText((text) => text.replace('"class"', '"cl\\u0061ss"'), { digest: true }),
  },
  {
    name: 'a field twice in a record',
    apply: byText((text) => text.replace('{', '{"name":"audit.begin",'), { digest: true }),
  },
  {
    name: 'something behind the end that a text has for many',
    apply: byText((text) => `${text}\0{}`, { digest: true }),
  },
  {
    name: 'a field that no event has',
    apply: byText((text) => text.replace(/}$/, ',"zzz":1}'), { digest: true }),
  },
  {
    name: 'a record edited, with all that follows from it',
    apply: (hand) => {
      const seq = hand.pick();
      hand.forger.replace(seq, hand.lie);
      return seq;
    },
  },
  {
    name: 'a digest edited',
    apply: (hand) => {
      const seq = hand.pick();
      const digest = Buffer.from(
        hand.database.prepare('select digest from event where seq = ?').get(seq)?.['digest'] as Uint8Array,
      );
      digest.writeUInt8(digest.readUInt8(3) ^ (1 << hand.below(8)), 3);
      hand.database.prepare('update event set digest = ? where seq = ?').run(digest, seq);
      return seq;
    },
  },
  {
    name: 'an event deleted',
    apply: (hand) => {
      const seq = hand.pick();
      hand.forger.remove(seq);
      return seq;
    },
  },
  {
    name: 'an event deleted, the others numbered anew',
    apply: (hand) => {
      const seq = hand.pick();
      hand.forger.remove(seq);
      hand.forger.renumber(seq + 1, -1);
      return undefined;
    },
  },
  {
    name: 'an event put in',
    apply: (hand) => {
      const seq = hand.pick(1);
      const event = hand.forger.event(seq);
      hand.forger.renumber(seq, 1);
      hand.forger.insert(hand.lie({ ...event, seq }));
      return undefined;
    },
  },
  unnamed('two events swapped', (hand) => {
    const [first, second] = hand.pickTwo();
    const [one, other] = [hand.forger.event(first), hand.forger.event(second)];
    hand.forger.replace(first, () => ({ ...other, seq: first }));
    hand.forger.replace(second, () => ({ ...one, seq: second }));
  }),
  unnamed('two rows swapped', (hand) => {
    const [first, second] = hand.pickTwo();
    const [one, other] = [hand.forger.event(first), hand.forger.event(second)];
    hand.forger.replace(first, () => other);
    hand.forger.replace(second, () => one);
  }),
  unnamed('an event copied over another', (hand) => {
    const [first, second] = hand.pickTwo();
    const event = hand.forger.event(first);
    hand.forger.replace(second, () => ({ ...event, seq: second }));
  }),
  unnamed('the tail cut off', (hand) => hand.forger.cut(hand.below(hand.covered))),
  unnamed('the tail cut off at a checkpoint', (hand) => {
    const rows = hand.database.prepare('select size from checkpoint where size < ?').all(hand.covered);
    hand.forger.cut(Number(hand.one(rows)['size']));
  }),
  unnamed('all events deleted', (hand) => hand.forger.cut(0)),
  unnamed('an event deleted, as if it had been pruned', (hand) => hand.forger.fold(hand.pick())),
  {
    name: 'an event deleted, and said to be pruned by an event where nothing is signed yet',
    apply: (hand) => {
      const seq = pickChange(hand);
      hand.forger.fold(seq);
      hand.forger.sayPruned(`${seq}-${seq}`);
      return seq;
    },
  },
  {
    name: 'the same instead of the events where nothing is signed yet',
    apply: (hand) => {
      const seq = pickChange(hand);
      for (const open of hand.forger.seqs()) if (open >= hand.covered) hand.forger.remove(open);
      hand.forger.fold(seq);
      hand.forger.sayPruned(`${seq}-${seq}`, makeKey(hand.stolen.public.name));
      return seq;
    },
  },
];

/** What hangs together with events without being one. */
export const besideMutations: readonly Mutation[] = [
  unnamed('a pruned subtree edited', (hand) => {
    const { level, position } = hand.one(hand.database.prepare('select level, position from pruned').all());
    hand.database
      .prepare('update pruned set digest = zeroblob(32) where level = ? and position = ?')
      .run(level as number, position as number);
  }),
  unnamed('a pruned subtree deleted', (hand) => {
    const { level, position } = hand.one(hand.database.prepare('select level, position from pruned').all());
    hand.database
      .prepare('delete from pruned where level = ? and position = ?')
      .run(level as number, position as number);
  }),
  unnamed('a note of a checkpoint edited', (hand) => {
    const { size, note } = hand.one(
      hand.database.prepare('select size, note from checkpoint where size <= ?').all(hand.covered),
    );
    const lines = String(note).split('\n');
    lines[2] = Buffer.alloc(32, hand.below(256)).toString('base64');
    hand.database
      .prepare('update checkpoint set note = ? where size = ?')
      .run(lines.join('\n'), size as number);
  }),
  unnamed('a tree beside a checkpoint edited', (hand) => {
    const { size } = hand.one(
      hand.database.prepare('select size from checkpoint where size <= ?').all(hand.covered),
    );
    hand.database
      .prepare('update checkpoint set frontier = zeroblob(length(frontier)) where size = ?')
      .run(size as number);
  }),
  unnamed('a public key edited', (hand) => {
    hand.database.prepare("update key set public = replace(public, '+A', '+B') where epoch = 0").run();
  }),
  unnamed('a key of a former epoch deleted', (hand) => {
    hand.database.prepare('delete from key where epoch = (select min(epoch) from key)').run();
  }),
  unnamed('the words of an event edited', (hand) => {
    const seq = hand.pick();
    hand.database.prepare("update event set words = words || ' innocent' where seq = ?").run(seq);
  }),
  unnamed('the words of an event edited, and the search index with them', (hand) => {
    const seq = hand.pick();
    const words = String(hand.database.prepare('select words from event where seq = ?').get(seq)?.['words']);
    hand.database
      .prepare("insert into event_words (event_words, rowid, words) values ('delete', ?, ?)")
      .run(seq, words);
    hand.database.prepare("update event set words = 'innocent' where seq = ?").run(seq);
    hand.database.prepare("insert into event_words (rowid, words) values (?, 'innocent')").run(seq);
  }),
  unnamed('an event taken out of the search index', (hand) => {
    const seq = hand.pick();
    const words = String(hand.database.prepare('select words from event where seq = ?').get(seq)?.['words']);
    hand.database
      .prepare("insert into event_words (event_words, rowid, words) values ('delete', ?, ?)")
      .run(seq, words);
  }),
  unnamed('a word put into the search index', (hand) => {
    hand.database.prepare("insert into event_words (rowid, words) values (?, 'innocent')").run(hand.pick());
  }),
  unnamed('a block of the search index emptied', (hand) => {
    const rows = hand.database.prepare('select id from event_words_data where id > 10').all();
    hand.database
      .prepare('update event_words_data set block = zeroblob(length(block)) where id = ?')
      .run(hand.one(rows)['id'] as number);
  }),
  unnamed('a page of the search index not found any more', (hand) => {
    const rows = hand.database
      .prepare('select segid, term from event_words_idx where length(term) > 0')
      .all();
    const { segid, term } = hand.one(rows);
    hand.database
      .prepare('delete from event_words_idx where segid = ? and term = ?')
      .run(segid as number, term as Uint8Array);
  }),
];
