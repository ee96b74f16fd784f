namespace Hub.Postal.Acts;

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
