import assert from 'node:assert/strict';
import { readSource } from './read-source.ts';

const addressesOf = (text: string): readonly (readonly [string, string])[] =>
  (readSource(text)?.tags ?? []).map(({ name, address }) => [name, address]);
const problemsOf = (text: string) => readSource(text)?.problems ?? [];

/** A block of STEP 7 with what it declares, one to a line. */
const blockOf = (...declarations: readonly string[]): string =>
  `DATA_BLOCK DB 10\nSTRUCT\n${declarations.join('\n')}\nEND_STRUCT ;\nBEGIN\nEND_DATA_BLOCK\n`;

describe('a source of data blocks', () => {
  it('of TIA Portal names each variable, in its group, with its address', () => {
    const source = `TYPE "Motor"
VERSION : 0.1
   STRUCT
      Speed : Real;   // rpm
      Running : Bool;
      Faults { S7_SetPoint := 'True'} : Array[0..9] of Word;
   END_STRUCT;

END_TYPE

DATA_BLOCK "Line" // DB20
{ S7_Optimized_Access := 'FALSE' }
VERSION : 0.1
NON_RETAIN
   STRUCT
      Ready : Bool;
      Count : Int := 5;
      "Recipe name" : String[20] := 'a;b';
      Pump : "Motor";
      Valves : Array[1..2] of Struct
         Open : Bool;
         Closed : Bool;
      END_STRUCT;
      Last : DTL;
   END_STRUCT;

BEGIN
   Count := 7;
END_DATA_BLOCK
`;
    const read = readSource(source);
    assert.deepEqual(read?.problems, []);
    assert.deepEqual(
      read?.tags.map(({ name, address, group, line }) => [name, address, group, line]),
      [
        ['Line.Ready', 'DB20.DBX0.0', undefined, 16],
        ['Line.Count', 'DB20.DBW2:INT', undefined, 17],
        ['Line.Recipe name', 'DB20.DBB4:STRING[20]', undefined, 18],
        ['Line.Pump.Speed', 'DB20.DBD26:REAL', 'Line.Pump', 4],
        ['Line.Pump.Running', 'DB20.DBX30.0', 'Line.Pump', 5],
        ['Line.Pump.Faults', 'DB20.DBW32:WORD[10]', 'Line.Pump', 6],
        ['Line.Valves[1].Open', 'DB20.DBX52.0', 'Line.Valves[1]', 21],
        ['Line.Valves[1].Closed', 'DB20.DBX52.1', 'Line.Valves[1]', 22],
        ['Line.Valves[2].Open', 'DB20.DBX54.0', 'Line.Valves[2]', 21],
        ['Line.Valves[2].Closed', 'DB20.DBX54.1', 'Line.Valves[2]', 22],
        ['Line.Last', 'DB20.DBB56:DTL', undefined, 24],
      ],
    );
  });

  it('of STEP 7 has its number in its name, and comments, titles and code that are no variables', () => {
    const source = `FUNCTION FC 1 : VOID
BEGIN
NETWORK
      U     E      0.0;
END_FUNCTION

DATA_BLOCK DB 10
TITLE =Values of the capper
AUTHOR : me
VERSION : 0.1
  STRUCT
   state : INT  := 0;	//PackML
   a, b : BOOL ; (* two
   at once *)
   t : S5TIME  := S5T#0MS;
   when : DATE_AND_TIME ;
  END_STRUCT ;
BEGIN
   state := 0;
END_DATA_BLOCK
`;
    assert.deepEqual(problemsOf(source), []);
    assert.deepEqual(addressesOf(source), [
      ['DB10.state', 'DB10.DBW0:INT'],
      ['DB10.a', 'DB10.DBX2.0'],
      ['DB10.b', 'DB10.DBX2.1'],
      ['DB10.t', 'DB10.DBW4:S5TIME'],
      ['DB10.when', 'DB10.DBB6:DT'],
    ]);
  });

  it('reads past comments of every kind, and a title of any words', () => {
    const source = `DATA_BLOCK DB 10 (* one
   of two *)
  TITLE =Don't (* look here: STRUCT of "what" /* is meant
VERSION : 0.1
STRUCT
  a : INT; (/* speed
  of the motor */)
  b /* of two */ : INT := 5 ; // (* not opened
  (**) c : (* INT *) REAL ; /**/
  d : STRING[4] := '(*$';'; (/**/)
END_STRUCT ;
BEGIN
END_DATA_BLOCK
`;
    assert.deepEqual(problemsOf(source), []);
    assert.deepEqual(addressesOf(source), [
      ['DB10.a', 'DB10.DBW0:INT'],
      ['DB10.b', 'DB10.DBW2:INT'],
      ['DB10.c', 'DB10.DBD4:REAL'],
      ['DB10.d', 'DB10.DBB8:STRING[4]'],
    ]);
    const named = 'DATA_BLOCK "Line" /* DB7 */\nSTRUCT\na : INT;\nEND_STRUCT;\nBEGIN\nEND_DATA_BLOCK\n';
    assert.deepEqual(addressesOf(named), [['Line.a', 'DB7.DBW0:INT']]);
  });

  it('finds the blocks of a whole program, whatever words its code, its titles and its variables use', () => {
    const source = `ORGANIZATION_BLOCK "Main"
TITLE =Main of the DATA_BLOCK program
VAR_TEMP
  Type : INT ;
END_VAR
BEGIN
NETWORK
TITLE =Set type of bottle
// TYPE and DATA_BLOCK of the
      U     "Start";
      SPBN  TYPE;
      L     'STRUCT';
TYPE: NOP   0;
      CALL FB     1 , DB     3 (
           Type                     := 5);
END_ORGANIZATION_BLOCK

FUNCTION FC 1 : VOID
TITLE =Motor type
VERSION : 0.1
BEGIN
NETWORK
      AUF   DB    10;
END_FUNCTION

FUNCTION_BLOCK "Drive"
{ S7_Optimized_Access := 'TRUE' }
KNOW_HOW_PROTECT
VERSION : 0.1
   VAR_INPUT
      Type : Int := 3;
      Data : Struct
         Value : Real;
      END_STRUCT;
   END_VAR
BEGIN
   #type := #Type; IF #a THEN "Line".Type := 1; END_IF;
END_FUNCTION_BLOCK

DATA_BLOCK DB 10
AUTHOR : TYPE
STRUCT
  Type : INT := 1;
  Kind : UDT 5;
END_STRUCT ;
BEGIN
  Type := 7;
END_DATA_BLOCK

TYPE UDT 5
TITLE =STRUCT of a type
AUTHOR : struct
VERSION : 0.1
STRUCT
  x : BOOL ;
END_STRUCT ;
END_TYPE
DATA_BLOCK DB11
STRUCT
  y : REAL;
END_STRUCT
BEGIN
END_DATA_BLOCK
`;
    assert.deepEqual(problemsOf(source), []);
    assert.deepEqual(addressesOf(source), [
      ['DB10.Type', 'DB10.DBW0:INT'],
      ['DB10.Kind.x', 'DB10.DBX2.0'],
      ['DB11.y', 'DB11.DBD0:REAL'],
    ]);
  });

  it('loses no block for another whose end is missing, or for what stands between blocks, and says so', () => {
    const whole = (number: number): string => blockOf(`a${number} : INT;`).replace('DB 10', `DB ${number}`);
    const source = [
      'FUNCTION FC 1 : VOID', // 1
      'BEGIN',
      `${whole(2)}stray words : INT;`, // 3 … 9
      whole(3).replace('END_DATA_BLOCK\n', `${whole(4)}{ pragma : 1 }`), // 10 … 14, 15 … 21
      `DATA_BLOCK DB 5 {\n${whole(6)}`, // 22, 23
      whole(7).replace('END_STRUCT ;\nBEGIN\nEND_DATA_BLOCK\n', ''),
    ].join('\n');
    assert.deepEqual(addressesOf(source), [
      ['DB2.a2', 'DB2.DBW0:INT'],
      ['DB3.a3', 'DB3.DBW0:INT'],
      ['DB4.a4', 'DB4.DBW0:INT'],
      ['DB6.a6', 'DB6.DBW0:INT'],
      ['DB7.a7', 'DB7.DBW0:INT'],
    ]);
    assert.deepEqual(problemsOf(source), [
      { kind: 'end-missing', line: 3, end: 'END_FUNCTION' },
      { kind: 'syntax', line: 9, found: 'stray' },
      { kind: 'end-missing', line: 15, end: 'END_DATA_BLOCK' },
      { kind: 'syntax', line: 21, found: '{' },
      { kind: 'syntax', line: 23, found: 'DATA_BLOCK' },
      { kind: 'end-missing', line: 23, end: 'END_DATA_BLOCK' },
      { kind: 'end-missing', line: 32, end: 'END_DATA_BLOCK' },
    ]);
  });

  it('says of a variable that cannot be read which one it is, and of all behind it that nobody knows where they are', () => {
    const source = blockOf(
      'a : INT;', // 3
      'b : ARRAY [0.."MOST"] OF STRUCT', // 4
      '  c : INT;',
      'END_STRUCT;',
      'd : INT := 5', // 7
      'e : BOOL;', // 8
      's : STRUCT', // 9
      '  f : TIME := T#5s;',
      'END_STRUCT', // 11
      'g : TIME_OF_DAY := TOD#12:00:00;', // 12
      'h : ARRAY [1..2] OF BOOL := TRUE,', // 13
      '  FALSE;',
    );
    assert.deepEqual(addressesOf(source), [['DB10.a', 'DB10.DBW0:INT']]);
    assert.deepEqual(problemsOf(source), [
      { kind: 'syntax', line: 4, found: 'MOST' },
      { kind: 'offset-unknown', line: 7, name: 'DB10.d' },
      { kind: 'syntax', line: 8, found: 'e' },
      { kind: 'offset-unknown', line: 8, name: 'DB10.e' },
      { kind: 'offset-unknown', line: 9, name: 'DB10.s' },
      { kind: 'syntax', line: 12, found: 'g' },
      { kind: 'offset-unknown', line: 12, name: 'DB10.g' },
      { kind: 'offset-unknown', line: 13, name: 'DB10.h' },
    ]);
    assert.deepEqual(
      addressesOf(blockOf('d : INT := 5', 'e : BOOL;', 's : STRUCT', 'f : TIME', 'END_STRUCT')),
      [
        ['DB10.d', 'DB10.DBW0:INT'],
        ['DB10.e', 'DB10.DBX2.0'],
        ['DB10.s.f', 'DB10.DBD4:TIME'],
      ],
    );
  });

  it('takes no more than what it can tell from a block whose lists are not as they should be', () => {
    const early =
      'DATA_BLOCK DB 10\nSTRUCT\na : INT;\nEND_STRUCT;\nb : INT;\nEND_STRUCT;\nBEGIN\nEND_DATA_BLOCK\n';
    assert.deepEqual(addressesOf(early), [['DB10.a', 'DB10.DBW0:INT']]);
    assert.deepEqual(problemsOf(early), [{ kind: 'syntax', line: 5, found: 'b' }]);
    // In which structure is `c`, at byte 3 or 4?
    const open = blockOf('a : INT;', 's : STRUCT', 'b : BYTE;', 'c : BYTE;');
    assert.deepEqual(addressesOf(open), [['DB10.a', 'DB10.DBW0:INT']]);
    assert.deepEqual(problemsOf(open), [
      { kind: 'offset-unknown', line: 4, name: 'DB10.s' },
      { kind: 'syntax', line: 8, found: 'BEGIN' },
    ]);
    const cut = open.slice(0, open.indexOf('END_STRUCT'));
    assert.deepEqual(addressesOf(cut), [
      ['DB10.a', 'DB10.DBW0:INT'],
      ['DB10.s.b', 'DB10.DBB2'],
      ['DB10.s.c', 'DB10.DBB3'],
    ]);
    const type = 'TYPE "A"\nSTRUCT\na : INT;\nb ; INT;\nEND_STRUCT;\nEND_TYPE\n';
    const used = `${type}${blockOf('x : "A";', 'y : INT;')}`;
    assert.deepEqual(addressesOf(used), [['DB10.x.a', 'DB10.DBW0:INT']]);
    assert.deepEqual(problemsOf(used), [
      { kind: 'syntax', line: 4, found: ';' },
      { kind: 'offset-unknown', line: 10, name: 'DB10.y' },
    ]);
  });

  it('takes no names of variables for values where the sign before them is missing', () => {
    const source = blockOf('a : INT := 5', 'b, c : INT;', 'd : INT;');
    assert.deepEqual(addressesOf(source), [['DB10.a', 'DB10.DBW0:INT']]);
    assert.deepEqual(problemsOf(source), [
      { kind: 'syntax', line: 4, found: 'c' },
      { kind: 'offset-unknown', line: 4, name: 'DB10.c' },
      { kind: 'offset-unknown', line: 5, name: 'DB10.d' },
    ]);
  });

  it('says of a type that is not as it should be that nobody knows how much it takes', () => {
    const one = 'TYPE "A"\nSTRUCT\na : INT;\nEND_STRUCT;\nEND_TYPE\n'; // 5 lines
    const more = one.replace('END_STRUCT;', 'END_STRUCT;\nb : INT;\nEND_STRUCT;');
    const block = blockOf('w : INT;', 'x : "A";', 'y : INT;');
    for (const [types, problem] of [
      [more, { kind: 'syntax', line: 5, found: 'b' }],
      [`${one}${one.replace('INT', 'REAL')}`, { kind: 'syntax', line: 6, found: 'A' }],
      [`${one}TYPE "a" : INT;\nEND_TYPE\n`, { kind: 'syntax', line: 6, found: ':' }],
    ] as const) {
      assert.deepEqual(addressesOf(`${types}${block}`), [['DB10.w', 'DB10.DBW0:INT']]);
      const [first, ...others] = problemsOf(`${types}${block}`);
      assert.deepEqual(first, problem);
      assert.deepEqual(
        others.map(({ kind }) => kind),
        ['type-unknown', 'offset-unknown'],
      );
    }
    // As two exports have it that are put together.
    assert.deepEqual(problemsOf(`${one}\n${one}${block}`), []);
  });

  it('knows nothing of what lies behind a text of a length that none has', () => {
    for (const length of ['-4', '255']) {
      const source = blockOf('a : INT;', `b : STRING[${length}];`, 'c : INT;');
      assert.deepEqual(addressesOf(source), [['DB10.a', 'DB10.DBW0:INT']]);
      assert.deepEqual(
        problemsOf(source).map(({ kind, line }) => [kind, line]),
        [
          ['syntax', 4],
          ['offset-unknown', 5],
        ],
      );
    }
  });

  it('says where a comment begins that nobody ends', () => {
    assert.deepEqual(problemsOf(blockOf('a : INT;', '(* b : INT;', 'c : INT;'))[0], {
      kind: 'syntax',
      line: 4,
      found: '(*',
    });
  });

  it('needs no more time for a source whose texts and comments never end than for another', () => {
    readSource(blockOf(`a : CHAR := '${'$'.repeat(100)}`, `(*${'(/*'.repeat(30_000)}`));
  });

  it('lays bits, bytes, words, arrays and structures out as blocks of standard access do', () => {
    const source = blockOf(
      'x0 : BOOL;',
      'x1 : BOOL;',
      'b : BYTE;', // the next byte
      'c : CHAR;',
      'r : REAL;', // the next even byte
      'bits : ARRAY [0..16] OF BOOL;', // three bytes, up to the next even one
      'x : BOOL;',
      'bytes : ARRAY [1..3] OF BYTE;',
      'y : BYTE;',
      'texts : ARRAY [0..1] OF STRING [3];', // five bytes each, at even ones
      's : STRUCT',
      '  only : BOOL;',
      'END_STRUCT;',
      'z : BYTE;',
      'grid : ARRAY [0..1, 0..2] OF INT;',
      'long : WSTRING[2];',
      'last : LREAL;',
    );
    assert.deepEqual(problemsOf(source), []);
    assert.deepEqual(addressesOf(source), [
      ['DB10.x0', 'DB10.DBX0.0'],
      ['DB10.x1', 'DB10.DBX0.1'],
      ['DB10.b', 'DB10.DBB1'],
      ['DB10.c', 'DB10.DBB2:CHAR'],
      ['DB10.r', 'DB10.DBD4:REAL'],
      ['DB10.bits', 'DB10.DBX8.0:BOOL[17]'],
      ['DB10.x', 'DB10.DBX12.0'],
      ['DB10.bytes', 'DB10.DBB14:BYTE[3]'],
      ['DB10.y', 'DB10.DBB18'],
      ['DB10.texts', 'DB10.DBB20:STRING[3][2]'],
      ['DB10.s.only', 'DB10.DBX32.0'],
      ['DB10.z', 'DB10.DBB34'],
      ['DB10.grid', 'DB10.DBW36:INT[6]'],
      ['DB10.long', 'DB10.DBB48:WSTRING[2]'],
      ['DB10.last', 'DB10.DBB56:LREAL'],
    ]);
  });

  it('says why a block has no addresses, or none that are known', () => {
    const named = 'DATA_BLOCK "Line"\nSTRUCT\na : INT;\nEND_STRUCT;\nBEGIN\nEND_DATA_BLOCK\n';
    assert.deepEqual(problemsOf(named), [{ kind: 'block-number', line: 1, block: 'Line' }]);
    const optimized =
      'DATA_BLOCK "DB7"\n{ S7_Optimized_Access := \'TRUE\' }\nSTRUCT\na : INT;\nEND_STRUCT;\nBEGIN\nEND_DATA_BLOCK\n';
    assert.deepEqual(problemsOf(optimized), [{ kind: 'optimized', line: 1, block: 'DB7' }]);
    assert.deepEqual(addressesOf(optimized), []);
  });

  it('says of the data of a function block that it does not know where they lie', () => {
    const source = `FUNCTION_BLOCK "Drive"
VAR_INPUT
  a : INT;
END_VAR
BEGIN
END_FUNCTION_BLOCK
DATA_BLOCK DB 3 FB 1
BEGIN
  a := 1;
END_DATA_BLOCK
DATA_BLOCK "Drive 1" "Drive"
BEGIN
END_DATA_BLOCK
DATA_BLOCK DB 5
KNOW_HOW_PROTECT
SFB 4
BEGIN
END_DATA_BLOCK
DATA_BLOCK DB 6 UDT 5
BEGIN
END_DATA_BLOCK
TYPE UDT5
STRUCT
  b : INT;
END_STRUCT;
END_TYPE
`;
    assert.deepEqual(problemsOf(source), [
      { kind: 'instance', line: 7, block: 'DB3', type: 'FB1' },
      { kind: 'instance', line: 11, block: 'Drive 1', type: 'Drive' },
      { kind: 'instance', line: 14, block: 'DB5', type: 'SFB4' },
    ]);
    assert.deepEqual(addressesOf(source), [['DB6.b', 'DB6.DBW0:INT']]);
  });

  it('takes the number of a block from a comment that begins with it, and from no other', () => {
    const problem = { kind: 'block-number', line: 1, block: 'Line' };
    for (const [comment, expected] of [
      ['// DB7', []],
      ['//DB 7: of the line', []],
      ['(* db7 *)', []],
      ['// as DB7', [problem]],
      ['// DBX7', [problem]],
      ['', [problem]],
      ['\n// DB7', [problem]],
    ] as const)
      assert.deepEqual(
        problemsOf(`DATA_BLOCK "Line" ${comment}\nSTRUCT\na : INT;\nEND_STRUCT;\nBEGIN\nEND_DATA_BLOCK\n`),
        expected,
        comment,
      );
  });

  it('takes no number from a name in quotes, which may number another block', () => {
    const block = (name: string): string =>
      `DATA_BLOCK ${name}\nSTRUCT\na : INT;\nEND_STRUCT;\nBEGIN\nEND_DATA_BLOCK\n`;
    assert.deepEqual(problemsOf(block('"DB10"')), [{ kind: 'block-number', line: 1, block: 'DB10' }]);
    assert.deepEqual(addressesOf(block('"DB10" // DB20')), [['DB10.a', 'DB20.DBW0:INT']]);
    assert.deepEqual(addressesOf(block('DB10 // DB20')), [['DB10.a', 'DB10.DBW0:INT']]);
  });

  it('goes on up to what nobody can know, and says of the rest that its address is not known', () => {
    const source = blockOf('a : INT;', 'timer : "TON_TIME";', 'b : INT;', 'c : BOOL;');
    assert.deepEqual(addressesOf(source), [['DB10.a', 'DB10.DBW0:INT']]);
    assert.deepEqual(problemsOf(source), [
      { kind: 'type-unknown', line: 4, name: 'DB10.timer', type: 'TON_TIME' },
      { kind: 'offset-unknown', line: 5, name: 'DB10.b' },
      { kind: 'offset-unknown', line: 6, name: 'DB10.c' },
    ]);
    assert.deepEqual(problemsOf(blockOf('grid : ARRAY [0..1, 0..2] OF BYTE;')), [
      { kind: 'dimensions', line: 3, name: 'DB10.grid' },
    ]);
  });

  it('reads the next block where one cannot be read, and ends where a type holds itself', () => {
    const source = `${blockOf('a : ;')}\n${blockOf('b : INT;').replace('DB 10', 'DB 11')}`;
    assert.deepEqual(addressesOf(source), [['DB11.b', 'DB11.DBW0:INT']]);
    assert.deepEqual(problemsOf(source), [{ kind: 'syntax', line: 3, found: ';' }]);
    const ring = `TYPE "A"\nSTRUCT\nx : INT;\nnext : "A";\nEND_STRUCT;\nEND_TYPE\n${blockOf('a : "A";')}`;
    assert.ok(problemsOf(ring).some(({ kind }) => kind === 'type-unknown'));
    const many = problemsOf(blockOf('a : ARRAY [0..100000] OF STRUCT', 'x : INT;', 'END_STRUCT;'));
    assert.deepEqual(many, [{ kind: 'too-many', line: 3, most: 10_000 }]);
    const nothing = blockOf('a : ARRAY [0..2000000000] OF STRUCT', 'END_STRUCT;', 'b : INT;');
    assert.deepEqual(addressesOf(nothing), [['DB10.b', 'DB10.DBW0:INT']]);
  });

  for (const text of ['', 'name,address\na,DB1.DBW0', 'TYPE "A"\nEND_TYPE', 'no DATA_BLOCK at all'])
    it(`is none of: ${JSON.stringify(text)}`, () => {
      assert.equal(readSource(text), undefined);
    });

  it('gives a variable no other address, and passes over none in silence, whatever sign or word is missing, twice there or in the way', () => {
    const source = `TYPE "Motor"
STRUCT
speed : REAL;
on { S7_x := 'y' } : BOOL := TRUE;
END_STRUCT;
END_TYPE
DATA_BLOCK DB 7
{ S7_Optimized_Access := 'FALSE' }
STRUCT
a : BYTE := B#16#0;
s : STRUCT
b, c : BYTE;
motor : "Motor";
END_STRUCT;
list : ARRAY [1..2] OF STRUCT
x { S7_x := 'y' } : BOOL := FALSE;
deep : STRUCT
name : STRING[3] := 'a';
d : BYTE;
END_STRUCT;
e : BYTE;
END_STRUCT;
bits : ARRAY [0..2] OF BOOL := TRUE, FALSE, TRUE;
f, g : BYTE;
END_STRUCT;
BEGIN
END_DATA_BLOCK
`;
    const placeOf = (address: string): string => address.replace(/:.*/, '');
    const places = new Map(addressesOf(source).map(([name, address]) => [name, placeOf(address)]));
    assert.equal(places.size, 16);
    for (const { 0: found, index } of source.matchAll(/[\w#"]+|:=|\.\.|[^\s\w]/g)) {
      const [before, behind] = [source.slice(0, index), source.slice(index + found.length)];
      const extras = [...'{}\'":;,', '(*', 'STRUCT', 'END_STRUCT;'];
      for (const torn of [
        behind,
        `${found} ${found}${behind}`,
        ...extras.map((sign) => `${sign} ${found}${behind}`),
      ]) {
        const read = readSource(`${before}${torn}`);
        // Without its word it is no source any more.
        if (read === undefined) continue;
        const { tags, problems } = read;
        const of = `${before}>>>${torn}`;
        for (const { name, address } of tags)
          assert.equal(placeOf(address), places.get(name) ?? placeOf(address), of);
        if (problems.length === 0) assert.equal(tags.length, places.size, of);
      }
    }
  });

  it('settles for whatever is cut off or torn', () => {
    const whole = blockOf('a : ARRAY [0..3] OF STRUCT', "x : STRING[3] := 'a';", 'END_STRUCT;');
    for (let end = 0; end <= whole.length; end += 1) readSource(`DATA_BLOCK${whole.slice(10, end)}`);
    for (let at = 0; at < whole.length; at += 1) readSource(`${whole.slice(0, at)}[${whole.slice(at)}`);
  });
});
