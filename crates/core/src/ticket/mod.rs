//! A ticket: a promise to a customer (or a colleague) with an owner, a state and a visible course.

crate::word_enum! {
    TicketState {
        New = "new",
        Open = "open",
        PendingCustomer = "pending_customer",
        /// Waiting for a third party or another department.
        OnHold = "on_hold",
        Solved = "solved",
        Closed = "closed",
        Withdrawn = "withdrawn",
        Cancelled = "cancelled",
        Merged = "merged",
    }
}

crate::word_enum! {
    /// 低 中 高 紧急, in rising order.
    Priority { Low = "low", Normal = "normal", High = "high", Urgent = "urgent", }
}

crate::word_enum! {
    EntryKind {
        Created = "created",
        PublicReply = "public_reply",
        InternalComment = "internal_comment",
        /// A step was finished; the customer is told at once when the step is public.
        Milestone = "milestone",
        /// A field, state, owner or priority changed; `payload.changes` says what, from, to.
        Change = "change",
        Supplement = "supplement",
        Urge = "urge",
        Withdraw = "withdraw",
        Accept = "accept",
        Reject = "reject",
        Rated = "rated",
    }
}

crate::word_enum! {
    TicketFamily { PreSale = "pre_sale", AfterSale = "after_sale", Consult = "consult", Complaint = "complaint", Reservation = "reservation", }
}
