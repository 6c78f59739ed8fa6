/** How a node is named to people: `http request "press" (a1b2)`. */
export function nodeName({
  id,
  type,
  label,
}: {
  readonly id: string;
  readonly type: string;
  readonly label: string;
}): string {
  return `${type}${label === '' ? '' : ` "${label}"`} (${id})`;
}
