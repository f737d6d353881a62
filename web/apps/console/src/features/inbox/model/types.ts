import type { Schemas } from "@yingke/api";

export type Conversation = Schemas["ConversationView"];
export type Message = Schemas["MessageView"];
export type MessageKind = Schemas["MessageKind"];
export type Attachment = Schemas["AttachmentView"];
export type OrderCard = Schemas["OrderCard"];
export type ProductCard = Schemas["ProductCard"];
export type TicketBrief = Schemas["TicketBrief"];
export type OptionView = Schemas["OptionView"];
export type Script = Schemas["ScriptView"];
export type ConversationState = Schemas["ConversationState"];
