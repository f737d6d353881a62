// Short names for the API's shapes, used all over the panel. Types only: they cost no bytes.
import type { Schemas } from "@yingke/api";

export type Snapshot = Schemas["WidgetSnapshot"];
export type Session = Schemas["WidgetSession"];
export type Conversation = Schemas["WidgetConversation"];
export type Message = Schemas["MessageView"];
export type MessageKind = Schemas["MessageKind"];
export type Option = Schemas["OptionView"];
export type Sent = Schemas["SentMessage"];
export type HumanDoor = Schemas["HumanDoor"];
export type OrderCard = Schemas["OrderCard"];
export type Order = Schemas["OrderView"];
export type ProductCard = Schemas["ProductCard"];
export type TicketBrief = Schemas["TicketBrief"];
export type TicketState = Schemas["TicketState"];
export type Request = Schemas["RequestView"];
export type Entry = Schemas["TicketEntryView"];
export type Form = Schemas["RequestForm"];
export type Field = Schemas["FieldDef"];
export type Text = Schemas["Text"];
export type Locale = Schemas["Locale"];
export type Attachment = Schemas["AttachmentView"];
export type Hears = Schemas["VisitorHears"];
export type Says = Schemas["VisitorSays"];
export interface Page<T> {
  items: T[];
  next?: string;
}
