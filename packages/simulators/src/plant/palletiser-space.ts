import type {
  AddressSpace,
  INamespace,
  UADataType,
  UAEventType,
  UAObject,
  UAVariable,
} from 'node-opcua-address-space';
import { NodeClass } from 'node-opcua-data-model';
import { StatusCodes } from 'node-opcua-status-code';
import { DataType, type Variant, type VariantOptions } from 'node-opcua-variant';
import { packml } from './filler.ts';
import { modes, type Palletiser, type PalletiserEvent, type PalletiserMode } from './palletiser.ts';
import {
  layers,
  palletiserMethods,
  palletiserNamespace,
  palletiserNodes,
  palletiserObject,
} from './palletiser-map.ts';
import { palletiserTypes } from './palletiser-types.ts';

const modeOf = (value: unknown): PalletiserMode | undefined =>
  (Object.keys(modes) as PalletiserMode[]).find((name) => modes[name] === value);

/** What a palletiser is in a server's address space: variables, methods and events. Values come in with {@link show}. */
export class PalletiserSpace {
  readonly #space: AddressSpace;
  readonly #namespace: INamespace;
  readonly #cell: UAObject;
  readonly #state: UADataType;
  readonly #variables: readonly (readonly [UAVariable, () => VariantOptions])[];
  readonly #events: Readonly<Record<PalletiserEvent['kind'], UAEventType>>;
  readonly #palletiser: Palletiser;

  constructor(space: AddressSpace, palletiser: Palletiser) {
    this.#space = space;
    this.#palletiser = palletiser;
    this.#namespace = space.getNamespace(palletiserNamespace);
    this.#cell = this.#namespace.addObject({
      browseName: 'Palletiser',
      nodeId: palletiserObject,
      organizedBy: space.rootFolder.objects,
      notifierOf: space.rootFolder.objects.server,
      eventNotifier: 1,
    });
    this.#state = this.#typeOf(palletiserTypes.state);
    this.#variables = this.#addVariables();
    this.#events = {
      'pallet-finished': this.#addEvent('PalletFinishedEventType', {
        Pallet: 'UInt32',
        Layers: 'Byte',
        Seconds: 'Double',
      }),
      'vacuum-lost': this.#addEvent('VacuumLostEventType', { Vacuum: 'Int16' }),
      aborted: this.#addEvent('AbortedEventType', { Reason: 'String' }),
    };
    this.#addMethods();
    this.show();
  }

  /** Takes over what the cell says now: values that changed, and what happened. */
  show(): void {
    for (const [variable, value] of this.#variables) variable.setValueFromSource(value());
    for (const event of this.#palletiser.takeEvents()) this.#raise(event);
  }

  #typeOf(id: string): UADataType {
    const node = this.#space.findNode(`ns=${this.#namespace.index};${id}`);
    if (node?.nodeClass !== NodeClass.DataType) throw new Error(`The palletiser's types lack ${id}`);
    return node as UADataType;
  }

  #addVariables(): readonly (readonly [UAVariable, () => VariantOptions])[] {
    const now = () => this.#palletiser.values();
    const add = (
      tag: keyof typeof palletiserNodes,
      dataType: string | UADataType,
      value: () => VariantOptions,
      access = 'CurrentRead',
    ): readonly [UAVariable, () => VariantOptions] => {
      const id = palletiserNodes[tag];
      const variable = this.#namespace.addVariable({
        browseName: id.replace('s=Palletiser.', ''),
        nodeId: id,
        componentOf: this.#cell,
        dataType: typeof dataType === 'string' ? dataType : dataType.nodeId,
        accessLevel: access,
        userAccessLevel: access,
        minimumSamplingInterval: 100,
        value: value(),
      });
      return [variable, value];
    };
    const mode = add(
      'palletiser.mode',
      this.#typeOf(palletiserTypes.unitMode),
      () => ({ dataType: DataType.Int32, value: modes[now().mode] }),
      'CurrentRead | CurrentWrite',
    );
    mode[0].on('value_changed', ({ value }) => {
      const chosen = modeOf(value.value);
      if (chosen) this.#palletiser.choose(chosen);
    });
    return [
      add('palletiser.state', this.#state, () => {
        const { state, mode: unitMode, pallet, layer, layers: of, cases } = now();
        const values = {
          state: packml[state],
          mode: modes[unitMode],
          pallet,
          layer,
          layers: of,
          cases,
        };
        return {
          dataType: DataType.ExtensionObject,
          value: this.#space.constructExtensionObject(this.#state, values),
        };
      }),
      add('palletiser.layer', 'Byte', () => ({ dataType: DataType.Byte, value: now().layer })),
      add('palletiser.pallets', 'UInt32', () => ({ dataType: DataType.UInt32, value: now().pallets })),
      add('palletiser.gripper_vacuum', 'Int16', () => ({ dataType: DataType.Int16, value: now().vacuum })),
      mode,
    ];
  }

  #addMethods(): void {
    const start = this.#namespace.addMethod(this.#cell, {
      browseName: 'StartPallet',
      nodeId: palletiserMethods.start,
      inputArguments: [
        {
          name: 'Layers',
          dataType: DataType.Byte,
          description: `How many layers it gets: 1 to ${layers.most}`,
        },
      ],
      outputArguments: [
        { name: 'Pallet', dataType: DataType.UInt32, description: 'The number of the pallet' },
      ],
    });
    start.bindMethod(async ([howMany]: readonly Variant[], _context: object) => {
      const wanted = Number(howMany?.value);
      if (wanted < 1 || wanted > layers.most)
        return {
          statusCode: StatusCodes.BadInvalidArgument,
          inputArgumentResults: [StatusCodes.BadOutOfRange],
        };
      const pallet = this.#palletiser.startPallet(wanted);
      if (pallet === undefined) return { statusCode: StatusCodes.BadInvalidState };
      return {
        statusCode: StatusCodes.Good,
        outputArguments: [{ dataType: DataType.UInt32, value: pallet }],
      };
    });
    const abort = this.#namespace.addMethod(this.#cell, {
      browseName: 'Abort',
      nodeId: palletiserMethods.abort,
      inputArguments: [{ name: 'Reason', dataType: DataType.String, description: 'Why, for the event' }],
      outputArguments: [],
    });
    abort.bindMethod(async ([reason]: readonly Variant[], _context: object) => {
      this.#palletiser.abort(String(reason?.value ?? ''));
      return { statusCode: StatusCodes.Good, outputArguments: [] };
    });
  }

  #addEvent(browseName: string, fields: Readonly<Record<string, string>>): UAEventType {
    const type = this.#namespace.addEventType({ browseName, subtypeOf: 'BaseEventType' });
    for (const [name, dataType] of Object.entries(fields))
      this.#namespace.addVariable({
        browseName: name,
        propertyOf: type,
        dataType,
        modellingRule: 'Mandatory',
      });
    return type;
  }

  #raise(event: PalletiserEvent): void {
    const { severity, text, fields } = toldOf(event);
    this.#cell.raiseEvent(this.#events[event.kind], {
      severity: { dataType: DataType.UInt16, value: severity },
      message: { dataType: DataType.LocalizedText, value: { text, locale: 'en' } },
      ...fields,
    });
  }
}

interface Told {
  /** 1 to 1000. */
  readonly severity: number;
  readonly text: string;
  readonly fields: Readonly<Record<string, VariantOptions>>;
}

function toldOf(event: PalletiserEvent): Told {
  switch (event.kind) {
    case 'pallet-finished':
      return {
        severity: 200,
        text: `Pallet ${event.pallet} is full`,
        fields: {
          pallet: { dataType: DataType.UInt32, value: event.pallet },
          layers: { dataType: DataType.Byte, value: event.layers },
          seconds: { dataType: DataType.Double, value: event.seconds },
        },
      };
    case 'vacuum-lost':
      return {
        severity: 700,
        text: `The gripper lost its vacuum (${event.vacuum} mbar)`,
        fields: { vacuum: { dataType: DataType.Int16, value: event.vacuum } },
      };
    case 'aborted':
      return {
        severity: 500,
        text: `Aborted: ${event.reason}`,
        fields: { reason: { dataType: DataType.String, value: event.reason } },
      };
  }
}
