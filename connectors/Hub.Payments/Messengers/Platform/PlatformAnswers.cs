using System.Text;
using System.Text.Json;

namespace Hub.Payments.Messengers.Platform;

/// <summary>Reads what the national PaymentPlatform answers, and says when it is asked again.</summary>
public static class PlatformAnswers
{
    private static readonly Dictionary<string, PlatformState> States = new(StringComparer.Ordinal)
    {
        ["1"] = PlatformState.Paid,
        ["3"] = PlatformState.Pending,
        ["4"] = PlatformState.Failed,
    };

    /// <summary>Where the payer goes; null when the platform refused or said nothing that can be read.</summary>
    public static Uri? PaymentPage(ReadOnlyMemory<byte> body) =>
        NoticeJson.Parse(body) is { } root && root.Text("error_code") == "0" && Member(root, "UrlThanhToan") is { } text
        && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            ? address
            : null;

    /// <summary>How a payment stands by QUERY's <c>TrangThaiGD</c>; another code than those known is <see cref="PlatformState.Unknown"/> and means neither yes nor no.</summary>
    public static PlatformState State(ReadOnlyMemory<byte> body) =>
        NoticeJson.Parse(body) is { } root && Member(root, "TrangThaiGD") is { } code ? States.GetValueOrDefault(code, PlatformState.Unknown) : PlatformState.Unknown;

    /// <summary>How long after the last question a pending payment is asked for again: a quarter of an hour, half an hour, then a day each time.</summary>
    /// <param name="asked">How often it was asked already.</param>
    public static TimeSpan NextQuery(int asked) => asked switch
    {
        <= 0 => TimeSpan.FromMinutes(15),
        1 => TimeSpan.FromMinutes(30),
        _ => TimeSpan.FromDays(1),
    };

    // Beside the code, or within the message, which is JSON written as a text.
    private static string? Member(JsonElement root, string name) => root.Text(name)
        ?? root.Object("message")?.Text(name)
        ?? (root.TryGetProperty("message", out var message) && message.ValueKind is JsonValueKind.String ? NoticeJson.Parse(Encoding.UTF8.GetBytes(message.GetString()!))?.Text(name) : null);
}

/// <summary>How a payment stands at the platform.</summary>
public enum PlatformState
{
    /// <summary>The platform did not say in words that are known.</summary>
    Unknown,
    Paid,

    /// <summary>A bank has not answered it yet.</summary>
    Pending,
    Failed,
}
