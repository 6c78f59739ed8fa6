import type { PlcRow } from '@millwright/editor';
import type { ConnectionStatus } from '@millwright/plc';
import type { ConnectionView } from './connection-view.ts';
import { connectionDetails } from './details.ts';
import type { OpenDetails } from './section.ts';
import { byTitle, milliseconds, stateText, titleOf } from './state.ts';
import type { PlcTexts } from './texts.ts';

/** What of all that a section knows its rows show. */
interface Listed<Status> {
  readonly connections: readonly Status[];
}

/** All connections by their titles; a row opens the details of its own. */
export const connectionRows = <Status extends ConnectionStatus, Known extends Listed<Status>>(
  { connections }: Known,
  open: OpenDetails<Known>,
  texts: PlcTexts,
  view: ConnectionView<Status>,
): readonly PlcRow[] =>
  connections.toSorted(byTitle(texts)).map((status) =>
    connectionRow(status, texts, view, (id) => {
      const name = titleOf(status);
      open(name, texts('details.label', { name }), (now) =>
        connectionDetails(
          now.connections.find((each) => each.id === id),
          texts,
          view,
        ),
      );
    }),
  );

/** What is wrong comes first, else where it is, how it is reached and how quick it is. */
function connectionRow<Status extends ConnectionStatus>(
  status: Status,
  texts: PlcTexts,
  view: ConnectionView<Status>,
  open: (id: string) => void,
): PlcRow {
  const { id, name, place, readOnly, counters } = status;
  const facts = [
    view.trouble(status) ?? [],
    // Without a name, the place stands above.
    name === '' ? [] : place,
    view.by(status),
    readOnly ? texts('connections.readOnly') : [],
    counters.latency.p50 === undefined ? [] : milliseconds(counters.latency.p50, texts),
  ];
  return {
    key: id,
    tone: view.tone(status),
    name: titleOf(status),
    state: stateText(status, texts),
    text: facts.flat().join(' · '),
    words: [...view.words(status)],
    open: () => open(id),
  };
}
