export const templateNameStyle = `
.mw-template-name-intro { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 4px 10px; }
.mw-template-name-intro > span { flex: 1 1 140px; }
.mw-template-name-list { list-style: none; margin: 0; padding: 4px 10px; overflow: auto; }
.mw-template-name-list li { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 10px; padding: 4px 0; }
.mw-template-name-list li > span { flex: 1 1 100px; min-width: 0; overflow-wrap: anywhere; }
`;
