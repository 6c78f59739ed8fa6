import { workerData } from 'node:worker_threads';
import { type JournalData, serveJournal } from '../alarms/journal-thread.ts';
import { type StoreData, serveStore } from '../store/thread.ts';

/** One file for all threads of the pack; which of them it is, its data says. */
const data = workerData as StoreData | JournalData;
if (data.role === 'samples') serveStore(data);
else serveJournal(data);
