using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Postal.Dialects.Wire;

namespace Hub.Postal.Dialects.Lgsp;

/// <summary>A range of item codes as the operator writes it.</summary>
internal sealed record LgspRange
{
    public string? RangeId { get; init; }

    public string? Prefix { get; init; }

    /// <summary>Digits, padded with zeros.</summary>
    public string? FirstSerial { get; init; }

    public string? LastSerial { get; init; }

    public string? Suffix { get; init; }

    /// <summary>The first waybill in full.</summary>
    public string? FirstItemCode { get; init; }

    public string? LastItemCode { get; init; }

    /// <summary>Of the list: numbers that stand on orders.</summary>
    public string? Used { get; init; }
}

internal sealed record LgspRangeAnswer
{
    public string? Status { get; init; }

    public string? Message { get; init; }

    /// <summary>Of a new one.</summary>
    public LgspRange? Range { get; init; }

    /// <summary>Of the list.</summary>
    public IReadOnlyList<LgspRange>? Ranges { get; init; }
}

internal sealed record LgspRangeRequest(string CustomerCode, int Quantity);

[JsonSerializable(typeof(LgspRangeRequest))]
[JsonSerializable(typeof(LgspRangeAnswer))]
internal sealed partial class LgspJson : JsonSerializerContext
{
    public static readonly LgspJson Wire = new(new JsonSerializerOptions { Converters = { new TextConverter() } });
}
