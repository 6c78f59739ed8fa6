import { call, type EditorDoor } from '@millwright/editor';
import {
  type ConnectionView,
  connectionFacts,
  connectionRows,
  type Fact,
  footEntries,
  footOf,
  phaseTone,
  showSection,
  tablesByTags,
  troubleText,
} from '@millwright/plc/editor';
import type { RouteResponse } from '@millwright/schema';
import { type ListedConnection, s7Routes } from '../../common/routes.ts';
import type { S7Texts } from '../texts.ts';

/** The part of S7 in the sidebar of the PLC packages: how the deployed connections fare. */
export function showConnections(door: EditorDoor, texts: S7Texts): () => void {
  const view = viewIn(texts);
  return showSection<RouteResponse<typeof s7Routes.status>>(door, texts, {
    id: 's7',
    name: 'S7',
    ask: () => call(s7Routes.status, {}),
    rows: (known, open) => connectionRows(known, open, texts, view),
    foot: ({ connections }, lead) => {
      const { lost, up, rest } = connectionFacts(connections, texts);
      return footOf(footEntries(connections, view.tone), [...lost, ...up, ...rest], texts, lead);
    },
  });
}

const viewIn = (texts: S7Texts): ConnectionView<ListedConnection> => ({
  tone: phaseTone,
  trouble: (status) => troubleText(status, texts),
  by: (status) => calledText(status, texts),
  facts: (status) => factsOf(status, texts),
  ...tablesByTags(texts),
});

/** Which part of the PLC is called: `rack 0, slot 1`. */
const calledText = ({ called }: ListedConnection, texts: S7Texts): string =>
  'tsap' in called
    ? texts('connections.tsap', { tsap: called.tsap })
    : texts('connections.rackSlot', { rack: String(called.rack), slot: String(called.slot) });

function factsOf(status: ListedConnection, texts: S7Texts): readonly Fact[] {
  const { agreed } = status;
  return [
    [texts('details.called'), calledText(status, texts)],
    ...(agreed
      ? [
          [texts('details.pdu'), texts('details.bytes', { count: agreed.pdu })] satisfies Fact,
          [texts('details.jobs'), String(agreed.jobs)] satisfies Fact,
        ]
      : []),
  ];
}
