import { call, type EditorDoor, html, type PlcRow, type TemplateResult } from '@millwright/editor';
import {
  connectionDetails,
  connectionFacts,
  connectionRow,
  type Fact,
  footOf,
  type OpenDetails,
  showSection,
  titleOf,
  troubleText,
} from '@millwright/plc/editor';
import { type ListedConnection, opcuaRoutes } from '../../common/routes.ts';
import type { OpcUaTexts } from '../texts.ts';
import { securityText, toneOf } from './state.ts';

/** What the server told last. */
interface Known {
  readonly connections: readonly ListedConnection[];
}

/** The part of OPC UA in the sidebar of the PLC packages: how the deployed connections fare. */
export function showConnections(door: EditorDoor, texts: OpcUaTexts): () => void {
  const byTitle = (one: ListedConnection, other: ListedConnection): number =>
    titleOf(one).localeCompare(titleOf(other), texts.locale, { numeric: true });
  return showSection<Known>(door, texts, {
    id: 'opcua',
    name: 'OPC UA',
    ask: () => call(opcuaRoutes.status, {}),
    rows: ({ connections }, open) => connections.toSorted(byTitle).map((each) => rowOf(each, texts, open)),
    foot: ({ connections }, lead) => {
      const { lost, up, rest } = connectionFacts(connections, texts);
      const unsecured = connections.filter((each) => each.unsecured).length;
      const facts = [lost, up, unsecured > 0 ? texts.counted('foot.unsecured', unsecured) : [], rest].flat();
      const entries = connections.map((each) => ({ id: each.id, title: titleOf(each), tone: toneOf(each) }));
      return footOf(entries, facts, texts, lead);
    },
  });
}

function rowOf(status: ListedConnection, texts: OpcUaTexts, open: OpenDetails<Known>): PlcRow {
  return connectionRow(status, texts, {
    trouble: troubleText(status, texts),
    by: securityText(status, texts),
    words: status.tables.map(({ name }) => name),
    tone: toneOf(status),
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

/** All that is known of a connection; undefined once it does not run any more. */
function detailsOf(status: ListedConnection | undefined, texts: OpcUaTexts): TemplateResult {
  if (status === undefined) return html`<p>${texts('details.gone')}</p>`;
  const { security, notices } = status;
  const mode = securityText(status, texts);
  const shown = security && security.policy !== 'None' ? `${security.policy}, ${mode}` : mode;
  return connectionDetails(status, texts, {
    trouble: troubleText(status, texts),
    facts: [
      ...(shown === '' ? [] : [[texts('details.security'), shown] satisfies Fact]),
      ...notices.map((notice): Fact => [texts('details.notices'), notice]),
    ],
    tables: status.tables.map(({ name, tags }) => ({
      name,
      about: texts.counted('connections.tags', tags),
    })),
  });
}
