namespace Hub.Postal.Settings;

/// <summary>Kinds of tasks that the post puts on the work list; the same names are the codes of <c>postal.exception</c>. Each has a page in the runbooks.</summary>
public static class PostalTaskKinds
{
    /// <summary>Nothing was heard for too many working days. Subject: consignment.</summary>
    public const string ParcelSilent = "parcel-silent";

    /// <summary>What was told cannot be true together with what is known. Subject: consignment.</summary>
    public const string ParcelConflict = "parcel-conflict";

    /// <summary>The operator gave it up and must say what became of it. Subject: consignment.</summary>
    public const string ParcelLost = "parcel-lost";

    /// <summary>The operator did not say in time what became of a lost one. Subject: consignment.</summary>
    public const string ParcelLostOverdue = "parcel-lost-overdue";

    /// <summary>It came back; the agency must fetch it or arrange another way. Subject: consignment.</summary>
    public const string ParcelReturned = "parcel-returned";

    /// <summary>Nobody fetched or arranged in time. Subject: consignment.</summary>
    public const string ParcelReturnOverdue = "parcel-return-overdue";

    /// <summary>A status code that no table holds. Subject: operator, <c>/</c>, code.</summary>
    public const string StatusUnknown = "postal-status-unknown";

    /// <summary>Few waybill numbers are left. Subject: operator.</summary>
    public const string RangeLow = "waybill-range-low";

    /// <summary>No waybill number is left: bookings wait. Subject: operator.</summary>
    public const string RangeEmpty = "waybill-range-empty";

    /// <summary>Nobody but the operator's staff can tell whether it was booked. Subject: consignment.</summary>
    public const string BookingDoubtful = "postal-booking-doubtful";

    /// <summary>The operator refuses our credentials. Subject: operator.</summary>
    public const string LoginRefused = "postal-login-refused";

    /// <summary>Every operator that may carry it has taken its bookings of the day. Subject: the operators, parted by <c>+</c>.</summary>
    public const string CapacityFull = "postal-capacity-full";

    /// <summary>The operator's feed bears no id from which to read on. Subject: operator.</summary>
    public const string FeedStuck = "postal-feed-stuck";

    /// <summary>An answer, or something in the operator's tracking, is in a form that the hub cannot read; it is kept raw. Subject: operator, <c>/</c>, operation.</summary>
    public const string AnswerUnreadable = "postal-answer-unreadable";

    /// <summary>A time was told that cannot be read or cannot be true. Subject: operator, <c>/</c>, what is wrong; the consignment where its end was told so and not believed.</summary>
    public const string TimeDoubtful = "postal-time-doubtful";

    /// <summary>The operator has not decided on a cancelling or redirecting. Subject: consignment.</summary>
    public const string ChangeWaiting = "postal-change-waiting";

    public static IReadOnlyList<string> All { get; } =
    [
        ParcelSilent, ParcelConflict, ParcelLost, ParcelLostOverdue, ParcelReturned, ParcelReturnOverdue, StatusUnknown, RangeLow, RangeEmpty, BookingDoubtful, LoginRefused,
        CapacityFull, FeedStuck, AnswerUnreadable, TimeDoubtful, ChangeWaiting,
    ];
}

/// <summary>Kinds of tasks that acts of staff put on the work list; the same names are the codes of <c>postal.exception</c>. Each has a page in the runbooks.</summary>
public static class ActTaskKinds
{
    /// <summary>A result was handed to somebody who may not receive it. Subject: consignment.</summary>
    public const string ReceiverNotEntitled = "postal-receiver-not-entitled";

    /// <summary>The papers fetched are not those of the list. Subject: consignment.</summary>
    public const string PapersDiffer = "postal-papers-differ";

    /// <summary>The cash taken is not what was to be collected. Subject: consignment.</summary>
    public const string CashDiffers = "postal-cash-differs";

    /// <summary>One side does not confirm a line of a handover slip. Subject: consignment.</summary>
    public const string HandoverDisputed = "postal-handover-disputed";

    /// <summary>The money counted is not the remittance's total. Subject: the sheet.</summary>
    public const string RemittanceDiffers = "postal-remittance-differs";

    public static IReadOnlyList<string> All { get; } = [ReceiverNotEntitled, PapersDiffer, CashDiffers, HandoverDisputed, RemittanceDiffers];
}
