using System.Text;
using System.Text.Json;

namespace Hub.Payments.Messengers.Platform;

/// <summary>Reads what the national PaymentPlatform answers, and says when it is asked again.</summary>
public static class PlatformAnswers
{
    /// <summary>Codes of answers that tell of no money.</summary>
    public const string Pending = "pending";

    public const string Failed = "failed";
    public const string Refused = "refused";

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

    /// <summary>Whether it is a whole JSON object, as every answer of the platform is but a receipt.</summary>
    public static bool IsObject(ReadOnlyMemory<byte> body) => NoticeJson.Parse(body) is not null;

    /// <summary>What the platform says for a refusal, without control characters; null when it says nothing.</summary>
    public static string? Words(ReadOnlyMemory<byte> body) => NoticeJson.Parse(body)?.Text("message");

    /// <summary>What QUERY's answer comes to. Reference, partner and amount must be those of the order as far as they are told; paid without an amount is for a person.</summary>
    /// <param name="messenger">Name under which it is kept.</param>
    /// <param name="partner">Our <c>MaDoiTac</c>.</param>
    /// <param name="text">Of the payment, as it was asked for.</param>
    public static MessengerReading Read(ReadOnlyMemory<byte> body, string messenger, string partner, string reference, string text)
    {
        if (NoticeJson.Parse(body) is not { } root)
        {
            return new MessengerReading.Refused(RefusalCodes.Unreadable);
        }

        var state = State(body);
        return root.Text("error_code") is { } code && code is not ("0" or "00") ? new MessengerReading.NoMoney(Refused)
            : Member(root, "MaThamChieu") is { } told && told != reference ? new MessengerReading.Unclear("id")
            : Member(root, "MaDoiTac") is { } other && other != partner ? new MessengerReading.Unclear("partner")
            : state is PlatformState.Pending ? new MessengerReading.NoMoney(Pending)
            : state is PlatformState.Failed ? new MessengerReading.NoMoney(Failed)
            : state is not PlatformState.Paid ? new MessengerReading.Unclear("state")
            : Member(root, "MaTienTe") is { } currency && currency != "VND" ? new MessengerReading.Unclear("currency")
            : Amount(root) is not ({ } amount and > 0) ? new MessengerReading.Unclear("amount")
            : new MessengerReading.Told(new MoneyNotice
            {
                Messenger = messenger,
                Id = reference,
                Direction = MoneyDirection.In,
                Amount = amount,
                Text = text,
                BankReference = Member(root, "MaGiaoDich"),
                Order = reference,
            });
    }

    /// <summary>How long after the last question a pending payment is asked for again: a quarter of an hour, half an hour, then a day each time.</summary>
    /// <param name="asked">How often it was asked already.</param>
    public static TimeSpan NextQuery(int asked) => asked switch
    {
        <= 0 => TimeSpan.FromMinutes(15),
        1 => TimeSpan.FromMinutes(30),
        _ => TimeSpan.FromDays(1),
    };

    private static long? Amount(JsonElement root) => root.Amount("SoTien") ?? root.Object("message")?.Amount("SoTien") ?? Inner(root)?.Amount("SoTien");

    private static JsonElement? Inner(JsonElement root) =>
        root.TryGetProperty("message", out var message) && message.ValueKind is JsonValueKind.String && message.GetString() is { } text ? NoticeJson.Parse(Encoding.UTF8.GetBytes(text)) : null;

    // Beside the code, or within the message, which is JSON written as a text.
    private static string? Member(JsonElement root, string name) => root.Text(name)
        ?? root.Object("message")?.Text(name)
        ?? Inner(root)?.Text(name);
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
