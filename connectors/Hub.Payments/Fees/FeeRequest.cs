using System.Globalization;
using System.Text.Json;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Payments.Model;

namespace Hub.Payments.Fees;

/// <summary>What an event of the case system says of a fee or of cash; what its kind does not carry is null or empty.</summary>
internal sealed record FeeRequest
{
    public required string Dossier { get; init; }

    public required string Number { get; init; }

    public IReadOnlyList<FeeLine> Lines { get; init; } = [];

    public string? FeeType { get; init; }

    public string? Agency { get; init; }

    public string? Payer { get; init; }

    public DateOnly? DueDay { get; init; }

    public string? Receipt { get; init; }

    public long Cash { get; init; }

    public string? Counter { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>Reads the data of an event. It passed its schema once, but a person may have mended it since.</summary>
    /// <returns>Null with what is wrong, as a JSON pointer or a word.</returns>
    public static (FeeRequest? Request, string? Wrong) Read(Envelope envelope)
    {
        try
        {
            using var document = JsonDocument.Parse(envelope.Body);
            var root = document.RootElement;
            var request = new FeeRequest
            {
                Dossier = envelope.Key,
                Number = root.GetProperty("fee").GetString() ?? throw new FormatException(),
                Lines = root.TryGetProperty("lines", out var lines) ? [.. lines.EnumerateArray().Select(Line)] : [],
                FeeType = Text(root, "feeType"),
                Agency = root.TryGetProperty("agency", out var agency) ? Text(agency, "code") : null,
                Payer = root.TryGetProperty("payer", out var payer) ? Text(payer, "name") : null,
                DueDay = Text(root, "dueOn") is { } due ? DateOnly.ParseExact(due, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
                Receipt = Text(root, "receipt"),
                Cash = root.TryGetProperty("amount", out var amount) ? Whole(amount) : 0,
                Counter = Text(root, "counter"),
                ReceivedAt = Text(root, "receivedAt") is { } at ? EventTime.TryParse(at, out var time) ? time : throw new FormatException() : null,
            };
            return Wrong(envelope.Type, request) is { } wrong ? (null, wrong) : (request, null);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or OverflowException)
        {
            return (null, "JSON");
        }
    }

    private static string? Wrong(string type, FeeRequest request) => type switch
    {
        PaymentEventTypes.FeeAssessed or PaymentEventTypes.FeeChanged => request.Lines.Count == 0 || request.Lines.Any(line => line.Amount < 0) ? "/lines" : null,
        PaymentEventTypes.CashReceived => request.Receipt is null ? "/receipt" : request.Cash <= 0 ? "/amount" : request.ReceivedAt is null ? "/receivedAt" : null,
        _ => null,
    };

    private static FeeLine Line(JsonElement line) => new(
        line.GetProperty("kind").GetString() is "charge" ? FeeKind.Charge : FeeKind.Fee, line.GetProperty("name").GetString() ?? throw new FormatException(), Whole(line.GetProperty("amount")), Text(line, "code"));

    private static long Whole(JsonElement value) => WholeNumber.TryRead(value, out var number) ? number : throw new FormatException();

    private static string? Text(JsonElement holder, string name) => holder.TryGetProperty(name, out var value) ? value.GetString() : null;
}
