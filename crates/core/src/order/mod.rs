//! Orders, shipments and after-sale cases as the shop system tells them to us. The shop is the source of truth.

pub mod predict;
pub mod record;
pub mod rights;

pub use record::*;

crate::word_enum! {
    OrderState {
        PendingPayment = "pending_payment", Paid = "paid", Shipped = "shipped",
        Delivered = "delivered", Completed = "completed", Cancelled = "cancelled",
    }
}

crate::word_enum! {
    AftersaleKind { RefundOnly = "refund_only", ReturnRefund = "return_refund", Exchange = "exchange", Resend = "resend", Repair = "repair", PriceProtection = "price_protection", Compensation = "compensation", }
}

crate::word_enum! {
    AftersaleState {
        Applied = "applied", MerchantReview = "merchant_review", Approved = "approved", WaitBuyerReturn = "wait_buyer_return",
        BuyerShipped = "buyer_shipped", Inspecting = "inspecting", Refunding = "refunding", Reshipping = "reshipping",
        Repairing = "repairing", Done = "done", Refused = "refused", Arbitration = "platform_arbitration", Closed = "closed",
        RefundFailed = "refund_failed",
    }
}
