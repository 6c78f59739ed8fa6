/** The name of a segment's file. */
export const segmentName = (id: number): string => `${String(id).padStart(8, '0')}.blocks`;
const namePattern = /^(\d{8,})\.(blocks|index)$/;

/** The numbers of segments in a folder that have a file of this kind, oldest first. */
export const idsIn = (files: readonly string[], kind: 'blocks' | 'index'): readonly number[] =>
  files
    .flatMap((file) => {
      const [, id, ending] = namePattern.exec(file) ?? [];
      return id !== undefined && ending === kind ? [Number(id)] : [];
    })
    .sort((a, b) => a - b);
