import { call, type EditorDoor, html, type PlcRow, type TemplateResult } from '@millwright/editor';
import {
  connectionDetails,
  connectionFacts,
  connectionRow,
  type Fact,
  footOf,
  type OpenDetails,
  phaseTone,
  showSection,
  titleOf,
  troubleText,
} from '@millwright/plc/editor';
import { type ListedConnection, s7Routes } from '../../common/routes.ts';
import type { S7Texts } from '../texts.ts';

/** What the server told last. */
interface Known {
  readonly connections: readonly ListedConnection[];
}

/** The part of S7 in the sidebar of the PLC packages: how the deployed connections fare. */
export function showConnections(door: EditorDoor, texts: S7Texts): () => void {
  const byTitle = (one: ListedConnection, other: ListedConnection): number =>
    titleOf(one).localeCompare(titleOf(other), texts.locale, { numeric: true });
  return showSection<Known>(door, texts, {
    id: 's7',
    name: 'S7',
    ask: () => call(s7Routes.status, {}),
    rows: ({ connections }, open) => connections.toSorted(byTitle).map((each) => rowOf(each, texts, open)),
    foot: ({ connections }, lead) => {
      const { lost, up, rest } = connectionFacts(connections, texts);
      const entries = connections.map((each) => ({
        id: each.id,
        title: titleOf(each),
        tone: phaseTone(each),
      }));
      return footOf(entries, [...lost, ...up, ...rest], texts, lead);
    },
  });
}

function rowOf(status: ListedConnection, texts: S7Texts, open: OpenDetails<Known>): PlcRow {
  return connectionRow(status, texts, {
    trouble: troubleText(status, texts),
    by: calledText(status, texts),
    words: status.tables.map(({ name }) => name),
    open: (id) => {
      const name = titleOf(status);
      open(name, texts('details.label', { name }), ({ connections }) =>
        detailsOf(
          connections.find((each) => each.id === id),
          texts,
        ),
      );
    },
  });
}

/** Which part of the PLC is called: `rack 0, slot 1`. */
const calledText = ({ called }: ListedConnection, texts: S7Texts): string =>
  'tsap' in called
    ? texts('connections.tsap', { tsap: called.tsap })
    : texts('connections.rackSlot', { rack: String(called.rack), slot: String(called.slot) });

/** All that is known of a connection; undefined once it does not run any more. */
function detailsOf(status: ListedConnection | undefined, texts: S7Texts): TemplateResult {
  if (status === undefined) return html`<p>${texts('details.gone')}</p>`;
  const { agreed } = status;
  const facts: readonly Fact[] = [
    [texts('details.called'), calledText(status, texts)],
    ...(agreed
      ? [
          [texts('details.pdu'), texts('details.bytes', { count: agreed.pdu })] satisfies Fact,
          [texts('details.jobs'), String(agreed.jobs)] satisfies Fact,
        ]
      : []),
  ];
  return connectionDetails(status, texts, {
    trouble: troubleText(status, texts),
    facts,
    tables: status.tables.map(({ name, tags }) => ({
      name,
      about: texts.counted('connections.tags', tags),
    })),
  });
}
