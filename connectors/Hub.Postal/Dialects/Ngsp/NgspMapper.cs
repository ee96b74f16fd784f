using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Hub.Core.Intake;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects.Wire;
using Hub.Postal.Settings;

namespace Hub.Postal.Dialects.Ngsp;

/// <summary>Our order as theirs, their feed as tracking events. Pure.</summary>
internal sealed class NgspMapper(string @operator, PostalOperatorOptions options) : IPostalTables
{
    private const int MaxCode = 100;
    private const string Feed = "feed";
    private const string Receiver = "Người nhận:";

    private readonly StatusTable _codes = new(NgspCodes.States, OperatorReasons.Assumed, options);

    /// <returns>The order, or the names of the fields that it cannot go without.</returns>
    public (NgspOrder? Order, string? Missing) Order(BookingOrder order)
    {
        var missing = new List<string>();
        var fee = FeeWords.Of(order.Direction, order.FeeToCollect, options);
        var written = new NgspOrder(
            options.CustomerCode, order.Number, fee.Amount,
            Place(order.Sender.Province, "SenderProvince"), District(order.Sender), Needed(order.Sender.Address, "SenderAddress"), Needed(order.Sender.Name, "SenderName"),
            order.Sender.Email ?? "", Needed(order.Sender.Phone, "SenderTel"), fee.Words is null ? order.Note : $"{fee.Words}; {order.Note}", order.Direction is PostalDirection.Pickup ? "Thu gom hồ sơ" : "Chuyển trả kết quả",
            Needed(order.Receiver.Name, "ReceiverName"), Needed(order.Receiver.Address, "ReceiverAddress"), Needed(order.Receiver.Phone, "ReceiverTel"),
            Place(order.Receiver.Province, "ReceiverProvince"), District(order.Receiver), order.Receiver.Email ?? "");
        return missing.Count == 0 ? (written, null) : (null, string.Join(", ", missing));

        string Needed(string? value, string name)
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                missing.Add(name);
            }

            return value?.Trim() ?? "";
        }

        int Place(string code, string name)
        {
            if (!Number(code, out var number))
            {
                missing.Add(name);
            }

            return number;
        }
    }

    public string Digest => _codes.Digest;

    public bool Knows(string code) => _codes.State(code).IsKnown;

    public TrackingEvent? Read(PostalRecord kept)
    {
        if (kept.Source != $"{@operator}/{Feed}")
        {
            return null;
        }

        var told = KeptJson.Parse(kept.Raw) is { } doc ? Event(doc) : null;
        var tracked = _codes.Read(kept, ReasonOf(told), OutsideText.Clean(told?.ItemCode, MaxCode));
        return tracked with { Receiver = ReceiverOf(tracked.State, told) };
    }

    /// <summary>A page of the feed; the cursor never goes back, though an operator may tell again what lies before it.</summary>
    public FeedPage Page(NgspPage page, string cursor, int size, DateTimeOffset now)
    {
        var docs = page.Embedded?.Docs ?? [];
        var (events, last, isStuck) = (new List<TrackingEvent>(docs.Count), cursor, docs.Count > 0);
        foreach (var doc in docs)
        {
            var told = Event(doc);
            events.Add(EventOf(doc, told, now));
            if (IdOf(told) is { } id)
            {
                isStuck = false;
                last = string.CompareOrdinal(id, last) > 0 ? id : last;
            }
        }

        var more = docs.Count >= size || (long.TryParse(page.TotalPages, NumberStyles.None, CultureInfo.InvariantCulture, out var pages) && pages > 1);
        return new FeedPage(events, last, more && last != cursor, isStuck);
    }

    // What cannot be read is kept as it came, as a tracking event of nobody's order, and told: the feed goes on behind it.
    private TrackingEvent EventOf(JsonElement doc, NgspEvent? told, DateTimeOffset now)
    {
        var raw = WireText.Raw(doc);
        var code = OutsideText.Clean(told?.StatusCode, MaxCode) ?? "";
        var (isKnown, state) = _codes.State(code);
        var at = WireTime.ParseUnix(told?.EventTime);
        return new TrackingEvent(
            OutsideText.Clean(told?.OrderNumber, MaxCode) ?? WireText.Unknown,
            $"{@operator}/{Feed}",
            IdOf(told) ?? Convert.ToHexStringLower(SHA256.HashData(raw)),
            PostalRecordKind.Tracking, code, state, isKnown,
            _codes.Reason(state, ReasonOf(told)),
            at ?? now,
            OutsideText.Clean(told?.PosId), OutsideText.Clean(StatusTable.HasReason(state) && told?.Notes is { Length: > 0 } why ? why : told?.StatusMessage), OutsideText.Clean(told?.ItemCode, MaxCode), raw)
        {
            Receiver = ReceiverOf(state, told),
            IsTimed = at is not null,
            IsReadable = code.Length > 0 && OutsideText.Clean(told?.OrderNumber, MaxCode) is not null,
        };
    }

    // Assumed, like the reason's place in the notes.
    private static string? ReceiverOf(ConsignmentState? state, NgspEvent? told) =>
        state is ConsignmentState.Delivered && told?.Notes?.Trim() is { } notes && notes.StartsWith(Receiver, StringComparison.OrdinalIgnoreCase) ? OutsideText.Clean(notes[Receiver.Length..]) : null;

    private static string? ReasonOf(NgspEvent? told) => told?.Notes?.Split(' ', 2)[0];

    private static NgspEvent? Event(JsonElement doc)
    {
        try
        {
            return doc.Deserialize(NgspJson.Wire.NgspEvent);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? IdOf(NgspEvent? told) => told?.Id?.Oid is { Length: 24 } id && id.All(char.IsAsciiHexDigitLower) ? id : null;

    private static int? District(OrderParty party) => Number(party.District, out var number) ? number : null;

    private static bool Number(string? code, out int number) => int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
