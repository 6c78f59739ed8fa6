/** Hands something to the browser as a file. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** A name for a file out of a title and a time: letters, digits and hyphens. */
export function fileName(title: string, time: number, extension: string): string {
  const words = title.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '') || 'trend';
  return `${words}-${new Date(time).toISOString().slice(0, 19).replaceAll(':', '')}.${extension}`;
}
