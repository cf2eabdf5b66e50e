/**
 * The part of Node-RED's editor that our dialogs use, as it is in 4.1 and 5.0. The published types know neither the second
 * argument of validators nor the types of a typedInput that are objects, so this small part is written down here.
 */

/** Finds a text of the catalogue; the namespace of the node's own set is added to a key without one. */
type Translate = (key: string, params?: Readonly<Record<string, string | number>>) => string;

/** A node as the editor keeps it: the saved properties beside the editor's own. */
interface EditorNode {
  readonly id: string;
  readonly type: string;
  readonly _: Translate;
  readonly _def: NodeDefinition;
  /** Absent until a dialog asked the server for them, or somebody typed one. Passwords come as `has_x` only. */
  readonly credentials?: Readonly<Record<string, unknown>>;
  /** Whether the editor found nothing wrong with it; absent before it was looked at. */
  readonly valid?: boolean | null;
  [property: string]: unknown;
}

/** Says what is wrong with a value, or `true`. Node-RED wants both arguments declared to accept a text. */
type Validate = (this: EditorNode, value: unknown, options?: object) => boolean | string;

interface EditorProperty {
  readonly value: string | number | boolean | readonly string[];
  /** The type of config node that this property names. */
  readonly type?: string;
  readonly required?: boolean;
  readonly validate?: Validate;
}

interface EditorCredential {
  readonly type: "text" | "password";
  readonly validate?: Validate;
}

interface NodeDefinition {
  readonly category: string;
  readonly defaults: Readonly<Record<string, EditorProperty>>;
  readonly credentials?: Readonly<Record<string, EditorCredential>>;
  readonly color?: string;
  readonly icon?: string;
  readonly inputs?: 0 | 1;
  readonly outputs?: number;
  /** `right`: a node that ends a flow has its icon there. */
  readonly align?: "left" | "right";
  paletteLabel?(this: { readonly _: Translate }): string;
  label?(this: EditorNode): string;
  labelStyle?(this: EditorNode): string;
  inputLabels?(this: EditorNode): string;
  outputLabels?(this: EditorNode, index: number): string;
  oneditprepare?(this: EditorNode): void;
  oneditsave?(this: EditorNode): void;
  oneditcancel?(this: EditorNode): void;
  oneditdelete?(this: EditorNode): void;
}

/** A type that a typedInput offers: one of Node-RED's by name, or one of our own with its choices. */
type TypedInputType =
  | string
  | {
      readonly value: string;
      readonly label: string;
      readonly icon?: string;
      readonly options: readonly { readonly value: string; readonly label: string }[];
    };

/** What stands behind a typedInput. */
interface TypedInputWidget {
  readonly input: JQuery;
  readonly selectTrigger: JQuery;
  readonly optionSelectTrigger: JQuery;
  readonly optionExpandButton: JQuery;
  readonly uiSelect: JQuery;
  readonly typeMap: Record<string, { readonly validate?: RegExp | ((value: string, options: object) => unknown) }>;
}

/** A node or a flow was added, changed (switched off and on, too) or taken away. */
type EditorEvent = "nodes:add" | "nodes:change" | "nodes:remove" | "flows:change";

interface JQuery {
  typedInput(options: { types: readonly TypedInputType[]; typeField?: string; default?: string }): this;
  typedInput(method: "type" | "value"): string;
  typedInput(method: "validate"): boolean;
}

declare const RED: {
  _: Translate;
  readonly i18n: { lang(): string };
  readonly nodes: {
    registerType(type: string, definition: NodeDefinition): void;
    node(id: string): EditorNode | null | undefined;
    /** All nodes of all flows and subflows; config nodes are elsewhere. */
    filterNodes(filter: { readonly type: string }): readonly EditorNode[];
    /** A flow by its id; a subflow is none. */
    workspace(id: string): { readonly disabled?: boolean } | null | undefined;
    /** A subflow by its id. */
    subflow(id: string): object | null | undefined;
    /** The flows as last loaded or deployed. */
    originalFlow(): readonly { readonly id: string }[] | null | undefined;
  };
  /** What the server says without being asked. */
  readonly comms: {
    subscribe(topic: string, listener: (topic: string, data: unknown) => void): void;
    unsubscribe(topic: string, listener: (topic: string, data: unknown) => void): void;
    /** `connect`: also after the connection was lost and has come back. */
    on(event: "connect", listener: () => void): void;
    off(event: "connect", listener: () => void): void;
  };
  /** What happens in the editor. */
  readonly events: {
    on(event: EditorEvent, listener: (changed: { readonly type?: string }) => void): void;
  };
  /** What menus and keys do, by name. */
  readonly actions: { invoke(name: string): void };
  readonly editor: {
    /** Asks a node's rules anew, and marks the node for drawing where the verdict is another. */
    validateNode(node: EditorNode): boolean;
  };
  readonly view: { redraw(): void };
  readonly settings: {
    /** Where nodes that answer HTTP requests are, below the server's address: `/`, `/api/`. */
    readonly httpNodeRoot?: string;
  };
  readonly clipboard: {
    /** @param message key of the text that says so beside the element for a moment */
    copyText(text: string, element: JQuery, message: string): boolean;
  };
  readonly utils: {
    /** `true`, or what is wrong. */
    validateTypedProperty(value: string, type: string, options: object): boolean | string;
  };
};
