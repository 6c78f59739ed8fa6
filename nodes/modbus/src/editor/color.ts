/** The colour of the nodes of this pack, in the palette and on the canvas. */
export const nodeColor = '#9fc5c9';
