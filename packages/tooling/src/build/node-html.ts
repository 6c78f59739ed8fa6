import { marked } from 'marked';

/** Our own help texts (markdown of this repository) as HTML for Node-RED's help sidebar. */
export function helpHtml(type: string, markdown: string): string {
  return `<script type="text/html" data-help-name="${type}">\n${marked.parse(markdown, { async: false })}</script>\n`;
}

/**
 * What Node-RED's editor reads for one node. The form is drawn from the node's schema by the pack's editor bundle,
 * which stands in the pack's plugin entry; whichever of the two arrives first, the queue brings them together.
 */
export function nodeHtml(type: string, markdown: string): string {
  return `<script type="text/html" data-template-name="${type}">
<div class="mw-form" data-node-type="${type}"></div>
</script>
${helpHtml(type, markdown)}<script type="text/javascript">
(globalThis.millwrightNodes ??= []).push('${type}');
</script>
`;
}
