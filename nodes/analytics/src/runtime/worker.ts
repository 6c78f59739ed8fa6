import { workerData } from 'node:worker_threads';
import { serve } from '@millwright/store';
import { JournalFile } from '../alarms/journal-file.ts';

const { directory } = workerData as { readonly directory: string };
const journal = new JournalFile(directory, () => new Date());

const handlers = {
  open: journal.open.bind(journal),
  append: journal.append.bind(journal),
  page: journal.page.bind(journal),
  since: journal.since.bind(journal),
  prune: journal.prune.bind(journal),
};

serve(handlers, () => journal.close());
