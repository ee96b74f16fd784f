using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core.Calendar;
using Hub.Functions.Demo;
using Hub.Payments.Model;
using Hub.Payments.Settings;

namespace Hub.Functions.Payments.Demo;

/// <summary>
/// What a centre's day asks its citizens to pay: every third dossier of the last day has a fee, and some bring cash to the counter. It follows from the day's own
/// events and the seed, so a second run asks the same.
/// </summary>
public sealed class MoneyDay(int seed)
{
    private const int Every = 3;
    private const int SequenceDigits = 4;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // A dozen already meet most of what happens in a month; each half of the deck is a day of its own.
    private static readonly Payer[] Deck =
    [
        Payer.Right, Payer.Twice, Payer.Cash, Payer.Card, Payer.TooMuch, Payer.Lower, Payer.TwoParts, Payer.Lost, Payer.Reversed, Payer.Cut, Payer.Spaced, Payer.Right, Payer.Untold,
        Payer.Right, Payer.Glued, Payer.Late, Payer.Right, Payer.CardVoided, Payer.Confused, Payer.Right, Payer.TooLittle, Payer.Wrapped, Payer.Right, Payer.Nobody, Payer.Right,
    ];

    /// <summary>How the fee of this dossier is paid.</summary>
    public static Payer PayerOf(string dossier) => Deck[Sequence(dossier) / Every % Deck.Length];

    /// <summary>The day's events with those of its fees, in the order in which they happened.</summary>
    public IReadOnlyList<DemoEvent> With(IReadOnlyList<DemoEvent> day)
    {
        var received = day.Where(e => e.Status == "received").ToList();
        var last = received.Select(e => VietnamClock.DayOf(e.At)).DefaultIfEmpty().Max();
        return
        [
            .. day.Concat(received.Where(e => VietnamClock.DayOf(e.At) == last && Sequence(e.Code) % Every == 0).SelectMany(Asked)).OrderBy(e => e.At).ThenBy(e => e.Id, StringComparer.Ordinal),
        ];
    }

    private IEnumerable<DemoEvent> Asked(DemoEvent received)
    {
        var (code, at) = (received.Code, received.At.AddMinutes(1));
        var dossier = JsonNode.Parse(received.Json)!["data"]!;
        var (number, sequence) = ($"F-{code[^SequenceDigits..]}", Sequence(code));
        var charge = (dossier["fees"] as JsonArray)?.Sum(fee => fee!["amount"]!.GetValue<long>()) ?? 0;
        var line = charge > 0 ? Line("charge", "Lệ phí", charge) : Line("fee", "Phí chứng thực bản sao", 2_000 * (1 + (sequence * 7 % 30)));
        var applicant = dossier["applicant"]!["name"]!.GetValue<string>();
        yield return Event(code, "fee", PaymentEventTypes.FeeAssessed, at, new JsonObject
        {
            ["fee"] = number,
            ["lines"] = new JsonArray(line),
            ["payer"] = new JsonObject { ["name"] = applicant },
            ["assessedAt"] = Text(at),
        });
        if (PayerOf(code) is Payer.Cash)
        {
            at = at.AddMinutes(10);
            yield return Event(code, "cash", PaymentEventTypes.CashReceived, at, new JsonObject
            {
                ["receipt"] = $"BL-{code[(code.LastIndexOf('.') + 1)..]}",
                ["fee"] = number,
                ["amount"] = line["amount"]!.GetValue<long>(),
                ["counter"] = "QUAY01",
                ["receivedBy"] = "Trần Thị Thu Ngân",
                ["payerName"] = applicant,
                ["receivedAt"] = Text(at),
            });
        }
    }

    private DemoEvent Event(string code, string what, string type, DateTimeOffset at, JsonObject data)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"demo-{seed}-{code}-{what}");
        var e = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = "urn:demo:mot-cua",
            ["type"] = type,
            ["subject"] = code,
            ["time"] = Text(at),
            ["datacontenttype"] = "application/json",
            ["data"] = data,
        };
        return new DemoEvent(id, code, at, e.ToJsonString(Readable), null) { Asks = PaymentCodes.Lane };
    }

    private static JsonObject Line(string kind, string name, long amount) => new() { ["kind"] = kind, ["name"] = name, ["amount"] = amount };

    private static int Sequence(string code) => int.Parse(code.AsSpan(code.Length - SequenceDigits), NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}

/// <summary>What somebody does who is to pay.</summary>
public enum Payer
{
    Right,
    Late,
    Twice,
    TooLittle,

    /// <summary>Too little, then the rest by the new code.</summary>
    TwoParts,
    TooMuch,
    Lower,
    Spaced,
    Glued,
    Confused,
    Wrapped,
    Cut,
    Lost,

    /// <summary>No messenger tells of it, only the bank's file.</summary>
    Untold,

    /// <summary>The bank takes it back in the evening.</summary>
    Reversed,
    Card,

    /// <summary>The clerk voids the slip in the evening.</summary>
    CardVoided,
    Cash,
    Nobody,
}
