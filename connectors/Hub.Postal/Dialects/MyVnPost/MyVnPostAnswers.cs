using System.Text.Json;

namespace Hub.Postal.Dialects.MyVnPost;

internal sealed record MyVnPostToken
{
    public string? Success { get; init; }

    public string? Token { get; init; }

    public string? Message { get; init; }

    public string? ErrorMessage { get; init; }

    public override string ToString() => nameof(MyVnPostToken);
}

/// <summary>Answer to a cancelling or a correction, and what became of one that waited.</summary>
/// <param name="Type"><c>00</c> taken, <c>02</c> waits for approval, any other refused.</param>
/// <param name="CaseId">Of what waits.</param>
internal sealed record MyVnPostTaken(string Type, string? Message, string? CaseId);

/// <summary>An order as D shows it.</summary>
/// <param name="TotalFee">Đồng.</param>
/// <param name="CreatedDate"><c>dd/MM/yyyy HH:mm:ss</c>.</param>
internal sealed record MyVnPostRecord(string? OriginalId, string? ItemCode, string? Status, string? SaleOrderCode, string? TotalFee, string? CreatedDate);

/// <param name="TotalFee">Đồng.</param>
internal sealed record MyVnPostPrice(string? ServiceCode, string? TotalFee);

/// <param name="IsThere">False when it says that there is nothing under the number.</param>
internal sealed record MyVnPostHistory(bool IsThere, IReadOnlyList<MyVnPostLine> Lines);

/// <summary>One line of an order's history.</summary>
/// <param name="Told">Null for a line that cannot be read: it must not cost the others, nor be lost.</param>
internal sealed record MyVnPostLine(string? ItemCode, JsonElement Raw, MyVnPostStatus? Told);

/// <param name="Date"><c>dd/MM/yyyy</c>.</param>
/// <param name="Hour"><c>HH:mm:ss</c>.</param>
internal sealed record MyVnPostStatus(string? Date, string? Hour, string Code, string? Name, string? Place);

/// <summary>One element of a webhook's call.</summary>
/// <param name="UpdatedDate">When it happened, <c>dd/MM/yyyy HH:mm:ss</c>; assumed.</param>
/// <param name="ReasonCode">Assumed, like its name.</param>
/// <param name="ActualReceiverName">Who took the parcel; assumed.</param>
internal sealed record MyVnPostItem(
    string? ItemCode, string? SaleOrderCode, string? Status, string? UpdatedDate, string? ReasonCode, string? ReasonName, string? OrgCodeAccept, string? ActualReceiverName)
{
    /// <summary>It says of what it is, and what became of it.</summary>
    public bool IsReadable => (ItemCode ?? SaleOrderCode) is { Length: > 0 } && Status is { Length: > 0 };
}
