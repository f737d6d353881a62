// Short names for the API's shapes.
import type { Schemas } from "@yingke/api";

export type { Schemas };
export type Snapshot = Schemas["WidgetSnapshot"];
export type Brief = Schemas["TicketBrief"];
export type TicketState = Schemas["TicketState"];
export type Request = Schemas["RequestView"];
export type Entry = Schemas["TicketEntryView"];
export type Form = Schemas["RequestForm"];
export type Field = Schemas["FieldDef"];
export type Order = Schemas["OrderView"];
export type OrderCard = Schemas["OrderCard"];
export type Attachment = Schemas["AttachmentView"];
export type Hears = Schemas["VisitorHears"];
export interface Page<T> {
  items: T[];
  next?: string | null;
}
