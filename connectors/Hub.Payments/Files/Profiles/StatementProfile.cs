using System.Text.Json.Serialization;
using Hub.Payments.Files.Text;

namespace Hub.Payments.Files.Profiles;

/// <summary>How to read the sheets of one bank or acquirer. Its JSON is described by <c>schemas/payments/statement-profile.v1.json</c>.</summary>
public sealed record StatementProfile
{
    public required string Name { get; init; }
    public ProfileKind Kind { get; init; }

    /// <summary>Of CSV; null finds it.</summary>
    public string? Separator { get; init; }

    /// <summary>Of a workbook; null takes the first.</summary>
    public string? Sheet { get; init; }

    /// <summary>Where neither a column nor the lines above the heading tell it.</summary>
    public string? Account { get; init; }

    public DayOrder Dates { get; init; }
    public AmountStyle Numbers { get; init; }

    /// <summary>What the direction column says of money that came in.</summary>
    public IReadOnlyList<string> InWords { get; init => field = value ?? UsualIn; } = UsualIn;

    /// <summary>What the direction column says of money that went out.</summary>
    public IReadOnlyList<string> OutWords { get; init => field = value ?? UsualOut; } = UsualOut;

    /// <summary>Money that came in is negative in the amount column; of two columns, the debit column writes its amounts with a minus.</summary>
    public bool IsSignTurned { get; init; }

    public required ProfileColumns Columns { get; init; }

    // What JSON leaves out arrives as null in spite of a default.
    private static readonly string[] UsualIn = ["C", "CR", "Có", "Ghi có", "Credit", "+", "Thu", "in"];
    private static readonly string[] UsualOut = ["D", "DR", "Nợ", "Ghi nợ", "Debit", "-", "Chi", "out"];
}

public enum ProfileKind
{
    [JsonStringEnumMemberName("bank")]
    Bank,

    [JsonStringEnumMemberName("pos")]
    Pos,
}

/// <summary>The headings of the columns, compared without case, marks and punctuation.</summary>
public sealed record ProfileColumns
{
    public string? Day { get; init; }
    public string? ValueDay { get; init; }
    public string? Amount { get; init; }
    public string? Credit { get; init; }
    public string? Debit { get; init; }
    public string? Direction { get; init; }
    public string? Balance { get; init; }

    /// <summary>Joined in this order.</summary>
    public IReadOnlyList<string> Text { get; init => field = value ?? []; } = [];

    public string? Reference { get; init; }
    public string? Account { get; init; }
    public string? Currency { get; init; }
    public string? Merchant { get; init; }
    public string? Terminal { get; init; }
    public string? Batch { get; init; }
    public string? Trace { get; init; }
    public string? Invoice { get; init; }
    public string? Card { get; init; }
    public string? Scheme { get; init; }
    public string? Type { get; init; }
    public string? Fee { get; init; }
    public string? Vat { get; init; }
    public string? Net { get; init; }
    public string? Approval { get; init; }
    public string? Settled { get; init; }

    /// <summary>Name in the profile and heading of every column that is told.</summary>
    public IEnumerable<(string Role, string Heading)> Told() =>
        new (string Role, string? Heading)[]
        {
            ("day", Day), ("valueDay", ValueDay), ("amount", Amount), ("credit", Credit), ("debit", Debit), ("direction", Direction), ("balance", Balance),
            ("reference", Reference), ("account", Account), ("currency", Currency), ("merchant", Merchant), ("terminal", Terminal), ("batch", Batch), ("trace", Trace),
            ("invoice", Invoice), ("card", Card), ("scheme", Scheme), ("type", Type), ("fee", Fee), ("vat", Vat), ("net", Net), ("approval", Approval), ("settled", Settled),
        }.Where(pair => pair.Heading is not null).Select(pair => (pair.Role, pair.Heading!)).Concat(Text.Select(heading => ("text", heading)));
}
