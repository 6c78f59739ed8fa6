import { serve } from '@millwright/store';
import { JournalFile } from './journal-file.ts';

/** What the thread that keeps alarms finds as its data. */
export interface JournalData {
  readonly role: 'alarms';
  readonly directory: string;
}

/** Keeps alarms in this thread until it is closed. */
export function serveJournal({ directory }: JournalData): void {
  const journal = new JournalFile(directory, () => new Date());
  const handlers = {
    open: journal.open.bind(journal),
    append: journal.append.bind(journal),
    page: journal.page.bind(journal),
    since: journal.since.bind(journal),
    prune: journal.prune.bind(journal),
  };
  serve(handlers, () => journal.close());
}
