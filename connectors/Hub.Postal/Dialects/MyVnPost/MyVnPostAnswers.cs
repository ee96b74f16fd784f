using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Postal.Dialects.MyVnPost;

internal sealed record MyVnPostToken
{
    public string? Success { get; init; }

    public string? Token { get; init; }

    public string? Message { get; init; }

    public override string ToString() => nameof(MyVnPostToken);
}

/// <summary>Answer to a cancelling (whose names begin with capitals) or a correction (whose do not).</summary>
internal sealed record MyVnPostTaken
{
    /// <summary><c>00</c> taken, <c>01</c> refused.</summary>
    public string? Type { get; init; }

    public string? Message { get; init; }
}

internal sealed record MyVnPostResults
{
    public IReadOnlyList<MyVnPostRecord>? Results { get; init; }
}

/// <summary>An order as D shows it.</summary>
internal sealed record MyVnPostRecord
{
    [JsonPropertyName("originalID")]
    public string? OriginalId { get; init; }

    public string? ItemCode { get; init; }

    public string? Status { get; init; }

    public string? SaleOrderCode { get; init; }

    /// <summary>Đồng.</summary>
    public string? TotalFee { get; init; }

    /// <summary><c>dd/MM/yyyy HH:mm:ss</c>.</summary>
    public string? CreatedDate { get; init; }
}

internal sealed record MyVnPostPrice
{
    public string? ServiceCode { get; init; }

    /// <summary>Đồng.</summary>
    public string? TotalFee { get; init; }
}

internal sealed record MyVnPostHistory
{
    public IReadOnlyList<Item>? Data { get; init; }

    internal sealed record Item
    {
        public string? ItemCode { get; init; }

        /// <summary>Kept raw: an element that cannot be read must not cost the others.</summary>
        public IReadOnlyList<JsonElement>? StatusHistory { get; init; }
    }
}

internal sealed record MyVnPostStatus
{
    /// <summary><c>dd/MM/yyyy</c>.</summary>
    public string? CreatedDate { get; init; }

    /// <summary><c>HH:mm:ss</c>.</summary>
    public string? CreateHour { get; init; }

    public string? StatusCode { get; init; }

    public string? StatusName { get; init; }

    public string? LocateName { get; init; }
}

/// <summary>One element of a webhook's call.</summary>
internal sealed record MyVnPostItem
{
    public string? ItemCode { get; init; }

    public string? SaleOrderCode { get; init; }

    public string? Status { get; init; }

    /// <summary>When it happened, <c>dd/MM/yyyy HH:mm:ss</c>; assumed.</summary>
    public string? UpdatedDate { get; init; }

    /// <summary>Assumed.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>Assumed.</summary>
    public string? ReasonName { get; init; }

    public string? OrgCodeAccept { get; init; }

    /// <summary>Who took the parcel; assumed.</summary>
    public string? ActualReceiverName { get; init; }
}
